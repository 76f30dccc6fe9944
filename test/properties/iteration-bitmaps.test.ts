import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IterationBitmapSteps } from '../../src/engines/qemu/features/background-sync/iteration-bitmaps.js';
import type { BackgroundSyncForm } from '../../src/engines/qemu/features/background-sync/settings.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import type { TransferParts } from '../../src/engines/qemu/qemu-parts.js';
import { bitmapsWithout } from '../support/iteration-bitmap-steps.js';
import { longPassScenarios } from '../support/long-pass-scenarios.js';
import { median } from '../../src/statistics/summary.js';
import { simulateWith } from '../support/parts.js';
import { deep, drawn, draws } from '../support/draws.js';

/** What the migrations of a property did, taken together. */
class Tally {
  completed = 0;
  completedAfterBackgroundSyncs = 0;
  withLostPages = 0;
  /** Of each migration. */
  readonly transferredBytes: number[] = [];

  /** Simulates; returns the number of lost pages, or null if the migration did not complete. */
  run(scenario: QemuScenario, parts: Partial<TransferParts> = {}): number | null {
    let backgroundSyncs = 0;
    const result = simulateWith(scenario, parts, (_timeMs, event) => {
      if (event.event === 'sync' && event.cause === 'background') backgroundSyncs++;
    });
    this.transferredBytes.push(result.transferredBytes);
    if (result.status !== 'completed') return null;
    this.completed++;
    if (backgroundSyncs > 0) this.completedAfterBackgroundSyncs++;
    const lost = result.oracle?.lostPages ?? -1;
    if (lost > 0) this.withLostPages++;
    return lost;
  }
}

/** Runs random migrations of a form; none may lose a page unless a part is broken. */
function runMigrations(
  form: BackgroundSyncForm,
  numRuns: number,
  parts: Partial<TransferParts> = {},
  mayLose = false,
): Tally {
  const tally = new Tally();
  fc.assert(
    fc.property(longPassScenarios(form), (scenario) => {
      const lost = tally.run(scenario, parts);
      if (!mayLose && lost !== null) expect(lost).toBe(0);
    }),
    draws(numRuns, 61),
  );
  return tally;
}

const V1_RUNS = deep(24, 120);
const OTHER_RUNS = deep(12, 60);
const whole = (): Tally => (wholeTally ??= runMigrations('v1', V1_RUNS));
let wholeTally: Tally | null = null;

describe.each([
  ['v1', V1_RUNS],
  ['v2', OTHER_RUNS],
  ['merged', OTHER_RUNS],
] as const)('background sync %s', (form, runs) => {
  test(`${drawn(runs)} random migrations lose no page`, () => {
    const tally = form === 'v1' ? whole() : runMigrations(form, runs);
    expect(tally.completed).toBeGreaterThan(drawn(runs) * 0.6);
    // A migration without a background sync has nothing to prove here.
    expect(tally.completedAfterBackgroundSyncs).toBeGreaterThan(drawn(runs) * 0.4);
  });
});

describe('the three bitmaps with one operation left out', () => {
  const RUNS = deep(12, 50);

  test.each<keyof IterationBitmapSteps>(['rememberLog', 'queueRemembered'])(
    'without %s pages are lost, in nearly every migration that had a background sync',
    (left) => {
      const tally = runMigrations('v1', RUNS, { IterationBitmaps: bitmapsWithout(left) }, true);
      expect(tally.completedAfterBackgroundSyncs).toBeGreaterThan(drawn(RUNS) * 0.4);
      expect(tally.withLostPages).toBeGreaterThan(tally.completedAfterBackgroundSyncs * 0.9);
    },
  );

  /*
   * These two only take pages out of what is queued: pages that were sent after the log that found
   * them was taken (see test/migration/convergence/iteration-bitmaps.test.ts). Left out, those pages
   * are sent once more, and nothing else happens. What follows may differ: a sync that comes at another time
   * may let the throttle's timer miss a tick. So most migrations send more, but not each.
   */
  test.each<keyof IterationBitmapSteps>(['dropSentPages', 'copyPending'])(
    'without %s nothing is lost, but more is sent',
    (left) => {
      const broken = runMigrations('v1', RUNS, { IterationBitmaps: bitmapsWithout(left) });
      // Of one seed, fewer migrations are the first of more.
      const ofWhole = whole().transferredBytes;
      const ratios = broken.transferredBytes.map((bytes, index) => bytes / ofWhole[index]);
      expect(median(ratios.filter((ratio) => ratio !== 1))).toBeGreaterThan(1.01);
    },
  );
});
