import { expect, test } from 'vitest';
import { shortList } from '../../src/documents/short-list.js';

test('a long list is cut, and says so', () => {
  const lines = Array.from({ length: 23 }, (_, index) => String(index));
  expect(shortList(lines.slice(0, 20))).toHaveLength(20);
  expect(shortList(lines).slice(-2)).toEqual(['19', '... and 3 more']);
});
