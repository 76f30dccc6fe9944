import { expect, test } from 'vitest';
import {
  dirtyRingProblem,
  dirtyTracking,
} from '../../../../../src/engines/qemu/features/dirty-limit/dirty-ring.js';

test.each([0, 1024, 2048, 4096, 65_536])('a ring of %d entries', (entries) => {
  expect(dirtyRingProblem(entries, 'kvm')).toBeNull();
});

test.each([
  [1000, 'is out of range'],
  [512, 'is out of range'],
  [131_072, 'is out of range'],
  [1025, 'is not a power of two'],
  [65_535, 'is not a power of two'],
])('a ring of %d entries %s', (entries, problem) => {
  expect(dirtyRingProblem(entries, 'kvm')).toMatchObject({ value: String(entries), problem });
});

test('needs KVM', () => {
  expect(dirtyRingProblem(4096, 'tcg')?.problem).toMatch(/^needs KVM/);
  expect(dirtyRingProblem(0, 'tcg')).toBeNull();
});

test('takes the place of either bitmap', () => {
  expect(dirtyTracking('manual-protect', 0)).toBe('manual-protect');
  expect(dirtyTracking('manual-protect', 1024)).toBe('dirty-ring');
});
