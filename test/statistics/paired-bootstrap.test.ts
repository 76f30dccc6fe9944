import { describe, expect, test } from 'vitest';
import {
  bootstrapRatios,
  pairedRatioInterval,
  ratio,
} from '../../src/statistics/paired-bootstrap.js';
import { normalCdf } from '../../src/statistics/normal-distribution.js';
import { mean, standardDeviation } from '../../src/statistics/summary.js';
import { RandomStream } from '../../src/sim/random-stream.js';
import { drawn } from '../support/draws.js';

describe("Efron and Tibshirani's patch data (1993, section 10.3): mean(y) / mean(z)", () => {
  const z = [8406, 2342, 8187, 8459, 4795, 3516, 4796, 10_238];
  const y = [-1200, 2601, -2705, 1982, -1290, 351, -638, -2719];

  test('the ratio is -0.0713', () => {
    expect(ratio(mean(y), mean(z))).toBeCloseTo(-0.0713, 4);
  });

  test('its bootstrap standard error is about 0.1, its bias below 0.01', () => {
    const ratios = [...bootstrapRatios(z, y, 10_000, new RandomStream('patch'))];
    expect(standardDeviation(ratios)).toBeCloseTo(0.1, 1);
    expect(Math.abs(mean(ratios) + 0.0713)).toBeLessThan(0.01);
  });
});

/** How many of `drawn(100)` intervals of `size` pairs hold the true ratio 1.03. */
function coverage(size: number, draw: (stream: RandomStream) => number): number {
  const stream = new RandomStream(`coverage/${size}`);
  const samples = drawn(100);
  let inside = 0;
  for (let sample = 0; sample < samples; sample++) {
    const bases: number[] = [];
    const heads: number[] = [];
    for (let pair = 0; pair < size; pair++) {
      const common = 400 * (1 + 0.02 * stream.normal());
      bases.push(common * (1 + 0.005 * draw(stream)));
      heads.push(1.03 * common * (1 + 0.005 * draw(stream)));
    }
    const { low, high } = pairedRatioInterval(bases, heads, 0.05, new RandomStream(`b${sample}`));
    if (low <= 1.03 && 1.03 <= high) inside++;
  }
  return inside / samples;
}

// Four standard errors of 100 trials are 8.7 points, and none of them can be missed.
test.each([6, 9, 20])(
  'of %i pairs, an interval at 95 percent holds the truth 95 times in 100',
  (size) => {
    const share = coverage(size, (stream) => stream.normal());
    expect(share).toBeGreaterThan(0.863);
    expect(share).toBeLessThanOrEqual(1);
  },
);

test('also where the values are skewed', () => {
  const exponential = (stream: RandomStream): number => -Math.log(1 - stream.uniform()) - 1;
  expect(coverage(9, exponential)).toBeGreaterThan(0.863);
});

test('the same stream gives the same interval', () => {
  const interval = (): object =>
    pairedRatioInterval([1, 2, 3, 4, 5, 6], [2, 2, 3, 5, 5, 7], 0.05, new RandomStream('a'));
  expect(interval()).toEqual(interval());
});

test('nothing against nothing is no change', () => {
  expect(ratio(0, 0)).toBe(1);
  expect(ratio(3, 0)).toBe(Infinity);
  const zeros = [0, 0, 0, 0, 0, 0];
  expect(pairedRatioInterval(zeros, zeros, 0.05, new RandomStream('z'))).toEqual({
    low: 1,
    high: 1,
  });
});

describe('how an interval is made', () => {
  /** A stream that counts its draws. */
  class CountedStream extends RandomStream {
    draws = 0;

    override uniform(): number {
      this.draws++;
      return super.uniform();
    }
  }

  const values = (size: number, factor: number): number[] =>
    Array.from({ length: size }, (_, index) => factor * (100 + ((index * 7) % 13)));

  test.each([
    [6, 10_000],
    [200, 10_000],
    [201, 9950],
    [1100, 2000],
  ])('%i pairs are drawn %i times', (size, resamples) => {
    const stream = new CountedStream('count');
    pairedRatioInterval(values(size, 1), values(size, 1.1), 0.05, stream);
    expect(stream.draws).toBe(size * resamples);
  });

  test('its ends are quantiles, further out than alpha says by what few pairs need', () => {
    const [bases, heads] = [
      [400, 395, 410, 402, 399, 405, 391, 408, 397, 403, 411, 394],
      [410, 399, 431, 405, 402, 404, 399, 421, 400, 412, 415, 397],
    ];
    const ratios = bootstrapRatios(bases, heads, 10_000, new RandomStream('quantiles'));
    // Twelve pairs, of which few resamples are the same: t(11) = 2.201, times the root of 12 / 11.
    const tail = normalCdf(-2.2009851601 * Math.sqrt(12 / 11));
    const between = (position: number): number => {
      const part = position % 1;
      return ratios[Math.floor(position)] * (1 - part) + ratios[Math.ceil(position)] * part;
    };
    const { low, high } = pairedRatioInterval(bases, heads, 0.05, new RandomStream('quantiles'));
    expect(low).toBeCloseTo(between(tail * 9999), 8);
    expect(high).toBeCloseTo(between((1 - tail) * 9999), 8);
  });

  test('resamples are quotients of sums, in order of size', () => {
    // Always the first pair, and then always the last.
    const stream = { uniform: (): number => draw };
    let draw = 0;
    expect([...bootstrapRatios([2, 4], [3, 8], 1, stream as RandomStream)]).toEqual([1.5]);
    draw = 0.999;
    expect([...bootstrapRatios([2, 4], [3, 8], 2, stream as RandomStream)]).toEqual([2, 2]);
    const ratios = bootstrapRatios([2, 4, 7], [3, 8, 7], 100, new RandomStream('order'));
    expect([...ratios]).toEqual([...ratios].toSorted((a, b) => a - b));
  });
});
