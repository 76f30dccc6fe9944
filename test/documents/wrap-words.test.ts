import { expect, test } from 'vitest';
import { wrapWords } from '../../src/documents/wrap-words.js';

test.each([
  ['original', ['original']],
  ['background sync', ['background', 'sync']],
  ['background sync + responsive throttle', ['background', 'sync +', 'responsive', 'throttle']],
  ['a-word-longer-than-the-width b', ['a-word-longer-than-the-width', 'b']],
])('wraps %j', (text, lines) => {
  expect(wrapWords(text, 10)).toEqual(lines);
});
