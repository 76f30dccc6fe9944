import { describe, expect, test } from 'vitest';
import { PAGE_BYTES } from '../../src/memory/units.js';
import type { MigrationReading } from '../../src/observed/migration-reading.js';
import { ObservedSyncs } from '../../src/watch/observed-syncs.js';
import { reading } from '../support/readings.js';

/** An answer: so many pages left and sent, in a pass. */
function answer(
  elapsedMs: number,
  pages: { readonly left: number; readonly sent: number; readonly pass: number },
  throttlePercent = 0,
): MigrationReading {
  const { ram } = reading(elapsedMs);
  if (ram === null) throw new RangeError('a reading without RAM');
  return reading(elapsedMs, {
    throttlePercent,
    ram: {
      ...ram,
      remainingBytes: pages.left * PAGE_BYTES,
      transferredBytes: pages.sent * (PAGE_BYTES + 8),
      normalPages: pages.sent,
      zeroPages: 0,
      dirtySyncCount: pages.pass,
    },
  });
}

function told(...answers: readonly MigrationReading[]): ObservedSyncs {
  const syncs = new ObservedSyncs();
  for (const each of answers) syncs.add(each);
  return syncs;
}

describe('a sync between two answers', () => {
  const { all, wasTimed } = told(
    answer(1000, { left: 400, sent: 900, pass: 1 }),
    answer(1200, { left: 350, sent: 1100, pass: 2 }),
  );

  test('is in the slice in which what was left took no longer than the downtime limit', () => {
    expect(all).toHaveLength(1);
    // A page a ms: 300 are left after 100 ms, and QEMU looks between slices of 100 ms.
    expect(all[0].atMs).toBeCloseTo(1150, -1);
    expect(all[0].sincePreviousMs).toBe(all[0].atMs);
  });

  test('is earlier the longer the guest may stand still', () => {
    const patient = new ObservedSyncs();
    patient.downtimeLimitMs = 350;
    patient.add(answer(1000, { left: 400, sent: 900, pass: 1 }));
    patient.add(answer(1200, { left: 350, sent: 1100, pass: 2 }));
    expect(patient.all[0].atMs).toBeCloseTo(1100, -1);
  });

  test('has found what remains more than was left less what was sent', () => {
    expect(all[0].newlyDirtyPages).toBe(150);
  });

  test('left the pages waiting that were not sent by then', () => {
    expect(all[0].waitingPages).toBeCloseTo(250, -1);
  });

  test('is no sign of a timer', () => {
    expect(wasTimed).toBe(false);
  });
});

test('a sync long before what is left is little is that of a timer, which auto-converge has', () => {
  const early = told(
    answer(9800, { left: 5000, sent: 900, pass: 2 }),
    answer(10_000, { left: 5300, sent: 1100, pass: 3 }),
  );
  expect(early.wasTimed).toBe(true);
  const switched = told(answer(9800, { left: 5000, sent: 900, pass: 2 }), {
    ...answer(10_000, { left: 5300, sent: 1100, pass: 3 }),
    status: 'postcopy-active',
  });
  expect(switched.wasTimed).toBe(false);
});

test("the guest's running time is what the throttle before the sync left of it", () => {
  const { all } = told(
    answer(0, { left: 1000, sent: 0, pass: 1 }, 50),
    answer(1000, { left: 500, sent: 500, pass: 1 }, 50),
    answer(2000, { left: 300, sent: 1000, pass: 2 }, 60),
  );
  expect(all[0].atMs).toBeCloseTo(1750, -1);
  expect(all[0].workMs).toBe(all[0].atMs / 2);
});

test('several syncs that were counted at once are told as several', () => {
  const { all } = told(
    answer(1000, { left: 10, sent: 900, pass: 3 }),
    answer(1200, { left: 20, sent: 920, pass: 6 }),
  );
  expect(all.at(-1)?.syncs).toBe(3);
});

describe('periods, as QEMU judges them', () => {
  const high = [
    answer(0, { left: 1000, sent: 0, pass: 1 }),
    answer(2000, { left: 900, sent: 1000, pass: 2 }),
    answer(4000, { left: 900, sent: 1900, pass: 3 }),
  ];

  test('one that dirtied more than half of what was sent is high', () => {
    expect(told(...high.slice(0, 2)).highPeriods).toBe(1);
  });

  test('two of them without a throttle mean that auto-converge is off', () => {
    const syncs = told(...high);
    expect([syncs.highPeriods, syncs.unansweredPairs]).toEqual([0, 1]);
  });

  test('a throttle that rises takes the count back', () => {
    const throttled = answer(4000, { left: 900, sent: 1900, pass: 3 }, 20);
    const syncs = told(...high.slice(0, 2), throttled);
    expect([syncs.highPeriods, syncs.unansweredPairs]).toEqual([0, 0]);
  });

  test('one of less than a second goes on', () => {
    const syncs = told(
      answer(0, { left: 100, sent: 0, pass: 1 }),
      answer(600, { left: 90, sent: 100, pass: 2 }),
    );
    expect(syncs.period).toEqual({ startMs: 0, startTransferredBytes: 0, dirtyPages: 90 });
  });
});

test('who comes late takes what remains for what one period has dirtied', () => {
  const { all } = told(answer(9000, { left: 5120, sent: 90_000, pass: 4 }));
  // 5,120 pages at 5,120 a second.
  expect(all[0]).toMatchObject({ atMs: 9000, sincePreviousMs: 1000, newlyDirtyPages: 5120 });
});
