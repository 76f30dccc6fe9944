import { expect, test } from 'vitest';
import { chanceText } from '../../src/advise/chance-text.js';

test.each([
  [3, 3, 'at least 37 %'],
  [20, 20, 'at least 86 %'],
  [0, 3, 'at most 63 %'],
  [19, 20, '76 to 99 %'],
])('%i of %i runs show a chance of %s', (met, runs, text) => {
  expect(chanceText(met, runs)).toBe(text);
});
