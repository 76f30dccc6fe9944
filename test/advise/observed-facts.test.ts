import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { observedFacts } from '../../src/advise/observed-facts.js';
import {
  type MigrationReading,
  type RamReading,
  unknownSetup,
} from '../../src/observed/migration-reading.js';
import { readObserved } from '../../src/observed/read-observed.js';

function reading(
  elapsedMs: number,
  ram: Partial<RamReading> | null,
  more: Partial<MigrationReading> = {},
): MigrationReading {
  return {
    elapsedMs,
    status: 'active',
    setupMs: null,
    downtimeMs: null,
    expectedDowntimeMs: null,
    throttlePercent: 0,
    failure: null,
    ram: ram && {
      totalBytes: 8 * 2 ** 30,
      remainingBytes: 2 ** 30,
      transferredBytes: 10_000_000_000,
      zeroPages: null,
      normalPages: null,
      dirtyPagesPerSecond: 0,
      dirtySyncCount: 1,
      bytesPerSecond: null,
      whileStoppedBytes: null,
      ...ram,
    },
    ...more,
  };
}
const factsOf = (...readings: readonly MigrationReading[]) =>
  observedFacts({ setup: unknownSetup, readings });

test('nothing is known before RAM is sent', () => {
  expect(factsOf(reading(0, null), reading(5, null))).toBeNull();
});

test('RAM, link and where it stands are those of the last answer that tells of RAM', () => {
  const facts = factsOf(
    reading(10_000, { bytesPerSecond: 125e6 }),
    reading(11_000, null, { status: 'cancelled' }),
  );
  expect(facts).toMatchObject({
    status: 'cancelled',
    elapsedMs: 10_000,
    ramMib: 8192,
    remainingMib: 1024,
    linkGbit: 1,
    dirtyRates: [],
  });
});

test('the link is the median of the windows, or else the mean so far', () => {
  const rates = [100e6, 125e6, 900e6].map((bytesPerSecond, index) =>
    reading(index, { bytesPerSecond }),
  );
  expect(factsOf(...rates)?.linkGbit).toBe(1);
  expect(factsOf(reading(10_000, {}))?.linkGbit).toBe(8);
  expect(factsOf(reading(0, { transferredBytes: 0 }))?.linkGbit).toBeNull();
});

describe('the dirty rate', () => {
  const dirty = (ms: number, syncs: number, dirtyPagesPerSecond: number, throttlePercent = 0) =>
    reading(ms, { dirtySyncCount: syncs, dirtyPagesPerSecond }, { throttlePercent });

  test('of one answer is over the mean of its passes', () => {
    expect(factsOf(dirty(12_000, 4, 25_600))?.dirtyRates).toEqual([
      { periodMs: 4000, mibPerSecond: 100 },
    ]);
  });

  test('of several is over the time between the syncs that were seen', () => {
    const facts = factsOf(
      dirty(200, 1, 0),
      dirty(9000, 1, 0),
      dirty(10_200, 2, 25_600),
      dirty(12_000, 2, 25_600),
      dirty(14_200, 3, 51_200),
    );
    expect(facts?.dirtyRates).toEqual([
      { periodMs: 10_000, mibPerSecond: 100 },
      { periodMs: 4000, mibPerSecond: 200 },
    ]);
  });

  test('is that of the guest at its full speed', () => {
    expect(factsOf(dirty(3000, 3, 25_600, 75))?.dirtyRates).toEqual([
      { periodMs: 1500, mibPerSecond: 400 },
    ]);
    expect(factsOf(dirty(3000, 3, 25_600, 100))?.dirtyRates[0].mibPerSecond).toBe(10_000);
  });

  test('of a real guest with auto-converge is seen after the first pass', () => {
    const text = readFileSync('test/observed/series/precopy-convergent-1.ndjson', 'utf8');
    const facts = observedFacts(readObserved(text, { file: 'series', option: '--progress' }));
    expect(facts).toMatchObject({
      status: 'completed',
      ramMib: 8208,
      linkGbit: 1.08,
      iterations: 8,
    });
    expect(facts?.dirtyRates.length).toBeGreaterThan(0);
  });
});
