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

test('whenever somebody looks, what was taken is not pending: runs in a row, and others', () => {
  const ram = new RamState(memoryWithRegions(4000, []));
  const left = new Set(Array.from({ length: 4000 }, (_, page) => page));
  const runs = [
    [0, 1030],
    [1030, 1031],
    [3000, 3100],
    [1031, 2100],
    [2110, 2200],
    [2500, 2510],
    [3100, 4000],
  ];
  runs.forEach(([start, end], index) => {
    ram.take(start, end);
    for (let page = start; page < end; page++) left.delete(page);
    expect(ram.dirtyPages).toBe(left.size);
    if (index % 2 === 0) expect(ram.dirty.count()).toBe(left.size);
    if (index === 3) expect(ram.skip(2090, 2110)).toBe(10);
    if (index === 3) for (let page = 2100; page < 2110; page++) left.delete(page);
  });
  ram.dirty.setRange(3500, 3510);
  expect(ram.dirty.count()).toBe(left.size + 10);
});

test('one page taken aside leaves alone what is taken in a row', () => {
  const ram = new RamState(memoryWithRegions(4000, []));
  ram.take(100, 200);
  ram.takeAside(2500);
  ram.take(200, 300);
  ram.takeAside(50);
  const asked = [50, 99, 100, 199, 200, 299, 300, 2500];
  expect(asked.filter((page) => ram.isPending(page))).toEqual([99, 300]);
  expect(ram.dirtyPages).toBe(3798);
  expect(asked.filter((page) => ram.dirty.has(page))).toEqual([99, 300]);
  expect(ram.dirty.count()).toBe(3798);
});
