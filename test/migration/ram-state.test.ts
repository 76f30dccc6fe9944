import { expect, test } from 'vitest';
import { RamState } from '../../src/migration/ram-state.js';
import { memoryWithRegions } from '../support/engine.js';
import { countPopulated } from '../support/populated.js';

test('at first every page is to be sent, and none is at the destination', () => {
  const ram = new RamState(memoryWithRegions(1000, []));
  expect(ram.dirtyPages).toBe(1000);
  expect(ram.dirty.count()).toBe(1000);
  expect(countPopulated(ram.populated, 1000)).toBe(0);
  expect(ram.remainingBytes).toBe(4_096_000);
  expect(ram.totalBytes).toBe(4_096_000);
});

test('pages that are taken are not pending', () => {
  const ram = new RamState(memoryWithRegions(1000, []));
  ram.take(10, 20);
  expect(ram.dirtyPages).toBe(990);
  expect(ram.dirty.nextClear(0)).toBe(10);
  expect(ram.totalBytes).toBe(4_096_000);
});
