import { expect, test } from 'vitest';
import { progressText } from '../../src/cli/progress-text.js';

test.each([
  [50, 100, { doneHere: 50, elapsedMs: 1000 }, '50 of 100 runs, 50/s, 1 s left'],
  // What was done before --resume does not count as speed.
  [90, 100, { doneHere: 10, elapsedMs: 4000 }, '90 of 100 runs, 2.5/s, 4 s left'],
  [1, 1001, { doneHere: 1, elapsedMs: 200 }, '1 of 1001 runs, 5.0/s, 3 min 20 s left'],
  [1, 1e6 + 1, { doneHere: 1, elapsedMs: 10 }, '1 of 1000001 runs, 100/s, 2 h 46 min left'],
  [
    10,
    40,
    { doneHere: 10, elapsedMs: 5000, isAbout: true },
    '10 of about 40 runs, 2.0/s, about 15 s left',
  ],
])('%i of %i', (done, total, here, text) => {
  expect(progressText(done, total, here)).toBe(text);
});
