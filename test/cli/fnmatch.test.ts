import { expect, test } from 'vitest';
import { fnmatch } from '../../src/batch/fnmatch.js';

test.each<[string, string, boolean]>([
  ['*', 'pause-iters/pause-iters-0', true],
  ['pause*', 'pause-iters/pause-iters-0', true],
  ['pause', 'pause-iters/pause-iters-0', false],
  ['*/*-5', 'post-copy-iters/post-copy-iters-5', true],
  ['post-copy-iters/post-copy-iters-?', 'post-copy-iters/post-copy-iters-5', true],
  ['post-copy-iters/post-copy-iters-?', 'post-copy-iters/post-copy-iters-20', false],
  ['*-[15]', 'a/b-1', true],
  ['*-[!15]', 'a/b-1', false],
  ['*-[!15]', 'a/b-3', true],
  ['*-[1-4]', 'a/b-3', true],
  ['*-[1-4]', 'a/b-5', false],
  ['*-[4-1]', 'a/b-3', false],
  ['*-[!4-1]', 'a/b-3', true],
  ['a[]]b', 'a]b', true],
  ['a[!]]b', 'a]b', false],
  ['a[!]]b', 'a!b', true],
  ['a[-x]b', 'a-b', true],
  ['a[^]b', 'a^b', true],
  ['a[b', 'a[b', true],
  ['a.c', 'abc', false],
  ['A*', 'abc', false],
  ['a+(b|c)$', 'a+(b|c)$', true],
  [String.raw`a\*`, String.raw`a\b`, true],
  ['', '', true],
  ['', 'a', false],
])('%j matches %j: %j', (pattern, name, expected) => {
  expect(fnmatch(name, pattern)).toBe(expected);
});
