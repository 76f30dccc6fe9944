import { expect, test } from 'vitest';
import { optionsPage } from '../support/options-page.js';

test('docs/options.md is the table of settings', async () => {
  await expect(optionsPage()).toMatchFileSnapshot('../../docs/options.md');
});
