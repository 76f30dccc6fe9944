import { afterEach, expect, test, vi } from 'vitest';
import { RandomStream } from '../../src/sim/random-stream.js';
import { signTest } from '../../src/statistics/binomial.js';
import { fisherExact } from '../../src/statistics/fisher-exact.js';
import { medianInterval } from '../../src/statistics/median-interval.js';
import { pairedRatioInterval } from '../../src/statistics/paired-bootstrap.js';
import { criticalU } from '../../src/statistics/unpaired-shift.js';

const size = 1000;

afterEach(() => vi.restoreAllMocks());

/** How often work asks for a logarithm or an exponential: what these tests are made of. */
function steps(work: () => unknown): number {
  const [log, exp] = [vi.spyOn(Math, 'log'), vi.spyOn(Math, 'exp')];
  work();
  return log.mock.calls.length + exp.mock.calls.length;
}

test.each([
  ['interval of the median', () => medianInterval(Array.from({ length: size }, Math.random), 0.05)],
  ['sign test', () => signTest(size / 2, size / 2)],
  [
    "Fisher's test",
    () => fisherExact({ hits: size / 2, of: 2 * size }, { hits: size / 2 + 1, of: 2 * size }),
  ],
  ['critical U', () => criticalU(size, size, 0.05)],
])('%s: steps in proportion to the runs', (_name, work) => {
  expect(steps(work)).toBeLessThan(6 * size);
});

test('the bootstrap of many pairs draws no more than that of ten thousand', () => {
  const bases = Array.from({ length: 20_000 }, (_, index) => 1000 + (index % 997));
  const heads = bases.map((base, index) => base * (1 + (index % 101) / 1000));
  const stream = new RandomStream('many');
  const draw = stream.uniform.bind(stream);
  let draws = 0;
  stream.uniform = () => {
    draws++;
    return draw();
  };
  const { low, high } = pairedRatioInterval(bases, heads, 0.05, stream);
  // One a pair deals them out, and leaves the last a single place.
  expect(draws).toBe(2000 * 10_000 + bases.length - 1);
  // The ratio's standard error is that of its residuals: 1.96 to either side.
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const ratio = sum(heads) / sum(bases);
  const squares = heads.map((head, index) => (head - ratio * bases[index]) ** 2);
  const error = Math.sqrt(sum(squares)) / sum(bases);
  expect(ratio - low).toBeGreaterThan(1.96 * error * 0.9);
  expect(ratio - low).toBeLessThan(1.96 * error * 1.1);
  expect(high - ratio).toBeGreaterThan(1.96 * error * 0.9);
  expect(high - ratio).toBeLessThan(1.96 * error * 1.1);
});
