import { expect, test } from 'vitest';
import { hostsPage } from '../support/hosts-page.js';

test('docs/hosts.md is the table of host numbers', async () => {
  await expect(hostsPage()).toMatchFileSnapshot('../../docs/hosts.md');
});
