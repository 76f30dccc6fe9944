import { expect, test } from 'vitest';
import { RunNames } from '../../src/merge/run-names.js';

const place = { id: 'x', runs: 12, shape: '2x3x2x1' };

test('a missing run is named by what others have at its places', () => {
  const names = new RunNames();
  names.learn({ ...place, run: 1, point: { stress_mem: 100, mode: 'v1' } }, 'a', '1');
  // The last of all: the second load, the third mode, the second seed.
  names.learn({ ...place, run: 12, point: { stress_mem: 200, mode: 'v2' } }, 'b', '1');
  expect(names.name(6, place.shape)).toBe('run 6 (stress-mem 100, mode v2, seed b, repeat 1)');
  expect(names.name(3, place.shape)).toBe('run 3 (stress-mem 100, mode ?, seed a, repeat 1)');
});

test('the columns of a matrix are one axis', () => {
  const names = new RunNames();
  names.learn({ ...place, run: 1, shape: '2x1x1', point: { mem: 8, mode: null } }, '1', '1');
  expect(names.name(1, '2x1x1')).toBe('run 1 (mem 8, mode (default), seed 1, repeat 1)');
});
