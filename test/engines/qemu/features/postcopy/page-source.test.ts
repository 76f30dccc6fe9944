import { ns } from '../../../../../src/sim/time.js';
import { describe, expect, test } from 'vitest';
import { PageSource } from '../../../../../src/engines/qemu/features/postcopy/page-source.js';
import { RamState } from '../../../../../src/migration/ram-state.js';
import { memoryWithRegions } from '../../../../support/engine.js';

const page = { sendNs: 0, wireBytes: 1, receiveNs: 0 };
const costs = {
  contentPage: page,
  zeroPage: { ...page },
  discardRange: ns(0),
  request: ns(0),
  wake: ns(0),
};

/** Zeroes but for a region of pages 64 to 127, the first 32 of which were written. */
function sourceOf(dirty: readonly (readonly [number, number])[], detectsZeroPages = true) {
  const memory = memoryWithRegions(256, [[64, 128]]);
  memory.regions[0].touchedEnd = 96;
  const ram = new RamState(memory);
  ram.skip(0, 256);
  for (const [start, end] of dirty) {
    ram.dirty.setRange(start, end);
    ram.dirtyPages += end - start;
  }
  return { ram, memory, source: new PageSource(ram, costs, detectsZeroPages, 2) };
}

describe('the background scan', () => {
  test('goes by runs of one class, and wraps', () => {
    const { source, ram } = sourceOf([[60, 130]]);
    const runs: (readonly [number, number, boolean])[] = [];
    source.moveTo(90);
    while (ram.dirtyPages > 0) {
      const run = source.next();
      runs.push([run.start, run.end, run.zero]);
      source.take(run, run.end);
      source.continueAfter(run);
    }
    expect(runs).toEqual([
      [90, 96, false],
      [96, 128, true],
      [128, 130, true],
      [60, 64, true],
      [64, 90, false],
    ]);
  });

  test('goes on within a run of which a part was sent', () => {
    const { source } = sourceOf([[0, 50]]);
    const run = source.next();
    source.take(run, 20);
    source.continueAfter(run);
    expect(source.next()).toMatchObject({ start: 20, end: 50 });
  });

  test('content is that of the stop, whatever the guest writes on the destination', () => {
    const { memory, source } = sourceOf([[64, 128]]);
    memory.regions[0].touchedEnd = 128;
    expect(source.next()).toMatchObject({ start: 64, end: 96, zero: false });
  });

  test('without a test for zero all pages are sent whole', () => {
    const { source } = sourceOf([[0, 10]], false);
    expect(source.next()).toMatchObject({ zero: false, cost: costs.contentPage });
  });
});

describe('requests', () => {
  test('one page; the scan goes behind it if it is moved there', () => {
    const { source } = sourceOf([[0, 256]]);
    const run = source.single(70, 0);
    expect(run).toMatchObject({ start: 70, end: 71, zero: false });
    source.take(run, 71);
    source.moveTo(71);
    expect(source.next()).toMatchObject({ start: 71, end: 96 });
  });

  test('a page that was sent beside the scan is not sent again', () => {
    const { source } = sourceOf([[0, 50]]);
    const run = source.next();
    source.take(run, 10);
    source.continueAfter(run);
    source.takeAside(source.single(20, 0).start);
    source.sentBeside(20);
    expect(source.next()).toMatchObject({ start: 10, end: 20 });
  });

  test('each vCPU asks for pages of any class, wherever others ask', () => {
    const { source } = sourceOf([[0, 256]]);
    const asked = [
      [70, 0],
      [200, 1],
      [71, 0],
      [10, 1],
      [100, 0],
      [95, 1],
    ] as const;
    const zeroes = asked.map(([address, vcpu]) => source.single(address, vcpu).zero);
    expect(zeroes).toEqual([false, true, false, true, true, false]);
  });

  test('one hint at a time moves the scan, once', () => {
    const { source } = sourceOf([[0, 256]]);
    source.suggest(100);
    source.suggest(200);
    const run = source.next();
    expect(run).toMatchObject({ start: 100 });
    source.take(run, 110);
    source.continueAfter(run);
    expect(source.next()).toMatchObject({ start: 110 });
  });
});
