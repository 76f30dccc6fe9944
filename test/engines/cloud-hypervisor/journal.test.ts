import { expect, test } from 'vitest';
import { MigrationJournal } from '../../../src/engines/cloud-hypervisor/journal.js';
import type { MemoryPass } from '../../../src/engines/cloud-hypervisor/report.js';
import { VirtualClock } from '../../../src/sim/virtual-clock.js';
import { WorkBudget, WorkExceeded } from '../../../src/sim/work-budget.js';

function pass(iteration: number, overheadMs: number): MemoryPass {
  return {
    iteration,
    overheadMs,
    currentBytes: 0,
    totalBytes: 0,
    bytesPerSecond: 0,
    transferMs: 1,
    estimatedDowntimeMs: null,
    elapsedMs: 0,
    averageBytesPerSecond: 0,
  };
}

/** A journal of a first pass, two dirty ones and that of the downtime. */
function written(keepsAll: boolean): MigrationJournal {
  const journal = new MigrationJournal(new VirtualClock(), 300, 4096);
  journal.keepsAll = keepsAll;
  [50, 1, 4].forEach((overheadMs, iteration) => {
    journal.update({ iteration });
    journal.sentByLoop(pass(iteration, overheadMs));
  });
  journal.sent(pass(3, 100));
  journal.finish('Finished');
  return journal;
}

test.each([true, false])('kept (%s) or not, it knows the last of everything', (keepsAll) => {
  const journal = written(keepsAll);
  expect(journal.lastPass).toEqual(pass(3, 100));
  expect(journal.latest).toMatchObject({ state: 'Finished', iteration: 2 });
  expect([journal.sentPasses, journal.iterationEvents, journal.meanOverheadMs]).toEqual([
    4, 3, 2.5,
  ]);
});

test('passes and progress are kept, or do not grow', () => {
  expect(written(true).passes).toHaveLength(4);
  expect(written(true).progress).toHaveLength(5);
  expect(written(false).passes).toEqual([]);
  expect(written(false).progress).toHaveLength(1);
});

test('without a dirty pass there is no overhead', () => {
  const journal = new MigrationJournal(new VirtualClock(), 300, 4096);
  expect(journal.meanOverheadMs).toBe(0);
  journal.sentByLoop(pass(0, 50));
  expect(journal.meanOverheadMs).toBe(0);
});

test('a pass is work, and more where it is kept', () => {
  const passesWith = (keepsAll: boolean): number => {
    const journal = new MigrationJournal(new VirtualClock(new WorkBudget(100_000)), 300, 4096);
    journal.keepsAll = keepsAll;
    const send = (): void => {
      for (;;) journal.sent(pass(1, 1));
    };
    expect(send).toThrow(WorkExceeded);
    return journal.sentPasses;
  };
  expect([passesWith(true), passesWith(false)]).toEqual([100, 1000]);
});
