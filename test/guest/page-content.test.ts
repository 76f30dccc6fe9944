import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changedWords,
  PAGE_WORDS,
  randomWords,
  stressPattern,
  type VisitPattern,
} from '../../src/guest/page-content.js';
import { draws } from '../support/draws.js';

const sparse: VisitPattern = { wordsPerVisit: 8, returns: true };
const renewed: VisitPattern = { wordsPerVisit: 8, returns: false };

describe('words that differ, by hand', () => {
  test.each([
    // Two XORs with the same data are none.
    [stressPattern, 3, 3, 0],
    [stressPattern, 3, 4, 512],
    [stressPattern, 3, 5, 0],
    [stressPattern, 0, 7, 512],
    [sparse, 0, 1, 8],
    [sparse, 2, 10, 0],
    // New data each time, in the same words.
    [renewed, 2, 10, 8],
    [renewed, 4, 4, 0],
    // A quarter of the visit is done: the rest of the page is as before.
    [stressPattern, 3, 3.25, 128],
    [stressPattern, 3.25, 4, 384],
    [sparse, 3, 3.5, 4],
    [sparse, 3.25, 4.25, 8],
    // The two quarters of two visits.
    [stressPattern, 3.25, 4.75, 512 - 256],
    // The fill changes every word, whatever a visit does.
    [sparse, -1, 0, 512],
    [sparse, -1, -0.5, 256],
    [sparse, -1, 1, 512],
  ])('%j from %d to %d: %d', (pattern, from, to, words) => {
    expect(changedWords(pattern, from, to)).toBe(words);
    expect(changedWords(pattern, to, from)).toBe(words);
  });
});

test('words of random data, by hand', () => {
  expect([-1, 0, 1, 2, 3].map((version) => randomWords(sparse, version))).toEqual([0, 0, 8, 0, 8]);
  expect([1, 2, 5].map((version) => randomWords(renewed, version))).toEqual([8, 8, 8]);
  expect(randomWords(stressPattern, 0.25)).toBe(128);
  expect(randomWords(stressPattern, 1.25)).toBe(384);
});

/** Each word of a page, worked out visit by visit: 'zero', 'fill', or what the data made of it. */
function wordsOf({ wordsPerVisit, returns }: VisitPattern, version: number): string[] {
  const words = Array.from({ length: PAGE_WORDS }, () => 'zero');
  const fill = Math.min(1, version + 1);
  for (let word = 0; word < PAGE_WORDS * fill; word++) words[word] = 'fill';
  const visited = Array.from({ length: wordsPerVisit }, (_, index) =>
    Math.floor((index * PAGE_WORDS) / wordsPerVisit),
  );
  for (let visit = 0; visit < version; visit++) {
    const part = Math.min(1, version - visit);
    visited.forEach((word, index) => {
      if (index >= wordsPerVisit * part) return;
      if (!returns) words[word] = `data of visit ${visit}`;
      else words[word] = words[word] === 'fill' ? 'data' : 'fill';
    });
  }
  return words;
}

test('agrees with visits that are made word by word', () => {
  const version = fc.oneof(
    fc.integer({ min: -1, max: 6 }),
    fc.integer({ min: 0, max: 6 * PAGE_WORDS }).map((words) => words / PAGE_WORDS),
  );
  const pattern = fc.record({
    wordsPerVisit: fc.constantFrom(1, 2, 8, 64, 512),
    returns: fc.boolean(),
  });
  fc.assert(
    fc.property(pattern, version, version, (each, from, to) => {
      const before = wordsOf(each, from);
      const after = wordsOf(each, to);
      const differing = before.filter((word, index) => word !== after[index]).length;
      expect(changedWords(each, from, to)).toBe(differing);
      const random = after.filter((word) => word.startsWith('data')).length;
      expect(randomWords(each, to)).toBe(random);
    }),
    draws(500),
  );
});
