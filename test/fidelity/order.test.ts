import { expect, test } from 'vitest';
import { deep, drawn } from '../support/draws.js';
import { seedsUpTo, simulateCell } from './cover-letters.js';

const seeds = seedsUpTo(drawn(deep(2, 6)));

test.each([3000, 5000])(
  'at %d MB background sync beats original, and responsive throttle beats both, for every seed',
  (stressMib) => {
    const totals = (mode: string): number[] =>
      simulateCell('cover-letter-v1', stressMib, mode, seeds).map(({ totalTimeMs }) => totalTimeMs);
    const original = totals('original');
    const background = totals('background sync');
    const responsive = totals('background sync + responsive throttle');
    const inOrder = seeds.filter(
      (_, index) => original[index] > background[index] && background[index] > responsive[index],
    );
    expect(inOrder).toEqual(seeds);
  },
);
