import { expect, test } from 'vitest';
import { nearestName } from '../../src/input/nearest-name.js';

const names = ['--stress-mem', '--sleep', '--max-iters', '--max-time', '--seed', '--mem'];

test.each([
  ['--stres-mem', '--stress-mem'],
  ['--max-itres', '--max-iters'],
  ['--MAX-TIME', '--max-time'],
  ['--st', '--stress-mem'],
  ['--zzzzzzz', undefined],
  ['--memory', '--mem'],
  ['--seedlings-of-mine', '--seed'],
])('%s is near %s', (written, nearest) => {
  expect(nearestName(written, names)).toBe(nearest);
});
