import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import type { UnderWay } from '../../src/engines/qemu/under-way/seen.js';
import { underWay } from '../../src/engines/qemu/under-way/under-way.js';
import { TakeUp } from '../../src/engines/qemu/under-way/take-up.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { deep, drawn, draws } from '../support/draws.js';
import { expectPartsOfDowntime } from '../support/downtime-parts.js';
import { interrupted } from '../support/interrupted.js';
import { simulateWith } from '../support/parts.js';
import { anyPostcopyScenario } from '../support/postcopy-scenarios.js';
import { anyScenario, fillingScenario, sweepingScenario } from '../support/random-scenarios.js';
import { withSettings } from '../support/scenarios.js';
import { ForgetfulTakeUp } from '../support/under-way-twins.js';

const RUNS = deep(20, 80);
const FEATURE_RUNS = deep(4, 12);
const TWIN_RUNS = deep(5, 15);

/** When somebody looks: in which of the passes, and how far into it, percent. */
const looks = fc.record({
  pass: fc.integer({ min: 0, max: 99 }),
  part: fc.integer({ min: 5, max: 95 }),
});

/** The background syncs of the proposals cannot be continued. */
function continuable(scenario: QemuScenario): QemuScenario {
  const { backgroundSync } = scenario.settings;
  return backgroundSync === 'v1' || backgroundSync === 'v2'
    ? withSettings(scenario, { backgroundSync: 'merged' })
    : scenario;
}

const multifdScenario = fc
  .record({ base: anyScenario.map(continuable), multifdChannels: fc.integer({ min: 1, max: 5 }) })
  .map(({ base, multifdChannels }) => withSettings(base, { multifd: true, multifdChannels }));

const compressedScenario = anyScenario
  .map(continuable)
  .map((base) => withSettings(base, { compressionMt: true }));

/** What is seen of a migration in one of its passes; null if somebody syncs just then. */
function seenIn(scenario: QemuScenario, pass: number, part: number): UnderWay | null {
  const syncs: { readonly start: number; readonly end: number }[] = [];
  simulateWith(scenario, {}, (end, event) => {
    if (event.event === 'sync') syncs.push({ start: end - event.duration_ms, end });
  });
  const index = Math.floor((pass / 100) * (syncs.length - 1));
  const { end } = syncs[index];
  const next = syncs[index + 1]?.start ?? end;
  return interrupted(scenario, end + ((next - end) * part) / 100).seen;
}

/** What was taken up is as it was seen, and its books balance. */
class CheckedTakeUp extends TakeUp {
  override run(): void {
    super.run();
    const { context } = this.assembly;
    const { ram } = context;
    expect(ram.dirtyPages).toBe(ram.dirty.count());
    expect(ram.remainingBytes).toBe(this.seen.remainingBytes);
    for (const region of ram.memory.regions) {
      const logged = region.logged.count(0, region.pages);
      expect(region.protectedPages).toBe(region.pages - logged);
    }
  }
}

function expectToGoOn(result: MigrationResult, seen: UnderWay): void {
  expect(result.totalTimeMs).toBeGreaterThanOrEqual(Math.floor(seen.elapsedMs));
  expect(result.transferredBytes).toBeGreaterThanOrEqual(seen.transferredBytes);
  expect(result.dirtySyncCount).toBeGreaterThanOrEqual(seen.dirtySyncCount);
  expect(result.maxThrottlePercent).toBeGreaterThanOrEqual(seen.throttlePercent);
  expect(result.guestSpeedPercent).toBeLessThanOrEqual(100);
  const polls = result.history.map(({ polledAtMs }) => polledAtMs);
  expect(polls[0]).toBeGreaterThan(seen.elapsedMs);
  expect(polls).toEqual(polls.toSorted((a, b) => a - b));
  for (const { polledAtMs } of result.samples) expect(polledAtMs).toBeGreaterThan(seen.elapsedMs);
  expectPartsOfDowntime(result);
}

test(`${drawn(RUNS)} migrations that are continued lose no page, and their books balance`, () => {
  let completed = 0;
  let laterPasses = 0;
  fc.assert(
    fc.property(anyScenario.map(continuable), looks, (scenario, { pass, part }) => {
      const seen = seenIn(scenario, pass, part);
      if (seen === null) return;
      const result = simulateWith(underWay(scenario, seen), { TakeUp: CheckedTakeUp });
      expectToGoOn(result, seen);
      if (seen.dirtySyncCount > 1) laterPasses++;
      if (result.status !== 'completed') return;
      completed++;
      expect(result.oracle).toMatchObject({ lostPages: 0, examples: [] });
      expect(result.history.at(-1)?.remainingBytes).toBe(0);
    }),
    draws(RUNS, 20_261_121),
  );
  expect(completed).toBeGreaterThan(drawn(RUNS) * 0.5);
  // Most migrations have but a few passes.
  expect(laterPasses).toBeGreaterThan(drawn(RUNS) * 0.2);
});

test.each([
  ['over several channels', multifdScenario],
  ['with compressed pages', compressedScenario],
  ['into postcopy', anyPostcopyScenario.map(continuable)],
] as const)('%s no page is lost either', (_name, scenarios) => {
  let completed = 0;
  fc.assert(
    fc.property(scenarios, looks, (scenario: QemuScenario, { pass, part }) => {
      const seen = seenIn(scenario, pass, part);
      if (seen === null) return;
      const result = simulateWith(underWay(scenario, seen), { TakeUp: CheckedTakeUp });
      expectToGoOn(result, seen);
      if (result.status !== 'completed') return;
      completed++;
      expect(result.oracle).toMatchObject({ lostPages: 0, examples: [] });
    }),
    draws(FEATURE_RUNS, 20_261_122),
  );
  expect(completed).toBeGreaterThan(drawn(FEATURE_RUNS) * 0.15);
});

describe.each([
  ['a guest that fills its memory', fillingScenario],
  ['a guest that sweeps over its memory', sweepingScenario],
])('%s', (_name, scenarios) => {
  test('who forgets what it has written since the last sync is caught', () => {
    let cuts = 0;
    let caught = 0;
    fc.assert(
      // The first pass has overtaken the vCPUs by then.
      fc.property(scenarios, fc.integer({ min: 50, max: 90 }), (scenario, percent) => {
        const { totalTimeMs } = simulateWith(scenario, {});
        const { seen } = interrupted(scenario, (totalTimeMs * percent) / 100);
        if (seen === null) return;
        const continued = underWay(scenario, seen);
        expect(simulateWith(continued, {}).oracle?.lostPages).toBe(0);
        cuts++;
        const { oracle } = simulateWith(continued, { TakeUp: ForgetfulTakeUp });
        if (oracle !== null && oracle.lostPages > 0) caught++;
      }),
      draws(TWIN_RUNS, 14),
    );
    expect(cuts).toBeGreaterThan(drawn(TWIN_RUNS) * 0.7);
    expect(caught).toBeGreaterThan(cuts * 0.9);
  });
});
