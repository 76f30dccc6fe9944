import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import { cloudHypervisorVariants } from '../../src/engines/cloud-hypervisor/cloud-hypervisor.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { checkResult } from '../../src/engines/impossible-result.js';
import { unsafeFreePagePolicies } from '../../src/engines/qemu/features/free-page/settings.js';
import { simulate } from '../../src/engines/simulate.js';
import { InputError } from '../../src/input/input-error.js';
import { expectPartsOfDowntime } from '../support/downtime-parts.js';
import { brokenInvariants, watched } from '../support/cloud-hypervisor-invariants.js';
import { deep, drawn, draws } from '../support/draws.js';
import { cloudHypervisorSwarm, qemuSwarm } from '../support/swarm.js';

const RUNS = deep(75, 150);

/** How often each thing was seen. */
class Tally {
  private readonly counts = new Map<string, number>();

  add(name: string): void {
    this.counts.set(name, this.of(name) + 1);
  }

  of(name: string): number {
    return this.counts.get(name) ?? 0;
  }
}

/** What a run gives; null for a guest that is too small for its programs, which a few draws are. */
function unlessTooSmall<Outcome>(run: () => Outcome): Outcome | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof InputError && error.detail.subject === '--vm-mem') return null;
    throw error;
  }
}

function expectConsistentDowntime(result: MigrationResult): void {
  expectPartsOfDowntime(result);
  if (result.status !== 'completed') return;
  const { totalMs, parts, blackoutMs } = result.downtime;
  // The source hears of the end of its downtime a little later than the guest goes on.
  const latencyMs = result.scenario.host.numbers.linkLatencyUs / 1000;
  expect(blackoutMs).toBeGreaterThan(totalMs - parts.stopMs - latencyMs - 1e-6);
}

/** Nothing that is counted goes back. */
function expectMonotoneTime({ history, samples }: MigrationResult): void {
  // A migration that was cancelled or has failed shows nothing of its RAM.
  for (const all of [history, samples]) {
    const looks = all.filter(({ totalBytes }) => totalBytes > 0);
    for (const [index, look] of looks.entries()) {
      const before = looks[index - 1] ?? look;
      expect(look.polledAtMs).toBeGreaterThanOrEqual(before.polledAtMs);
      expect(look.transferredBytes).toBeGreaterThanOrEqual(before.transferredBytes);
      expect(look.normalPages).toBeGreaterThanOrEqual(before.normalPages);
      expect(look.duplicatePages).toBeGreaterThanOrEqual(before.duplicatePages);
      expect(look.dirtySyncCount).toBeGreaterThanOrEqual(before.dirtySyncCount);
      expect(look.remainingBytes).toBeLessThanOrEqual(look.totalBytes);
    }
  }
}

/** The last look at QEMU's counters is the result. */
function expectEnd({ history, ...result }: MigrationResult): void {
  const end = history[history.length - 1];
  expect(end.status).toBe(result.status);
  if (result.status === 'completed') {
    expect(end).toMatchObject({ transferredBytes: result.transferredBytes, remainingBytes: 0 });
  }
}

/** What must have had something to do in some of them. */
const features = [
  'throttle',
  'postcopy',
  'xbzrle',
  'compression',
  'multifd',
  'free pages',
  'background sync',
  'device state',
  'policy',
  'pause',
  'deadline',
  'max-transfer-factor',
  'max-full-passes',
];

/** Which features had something to do. */
function featuresOf(result: MigrationResult, { settings, policy }: QemuScenario): string[] {
  const { compression, dirtyRing, maxThrottlePercent, postcopy, stopCondition, xbzrle } = {
    stopCondition: null,
    ...result,
  };
  const seen = {
    throttle: maxThrottlePercent > 0,
    'dirty limit': (dirtyRing?.highestThrottleUs ?? 0) > 0,
    postcopy: postcopy !== undefined && postcopy !== null,
    xbzrle: (xbzrle?.pages ?? 0) > 0,
    compression: (compression?.pages ?? 0) > 0,
    multifd: settings.multifd,
    'free pages': settings.freePageHint !== 'none',
    'background sync': settings.backgroundSync !== 'off',
    'device state': settings.deviceState > 0,
    policy: policy !== null,
    [stopCondition ?? 'converged']: result.status === 'completed',
  };
  return Object.entries(seen).flatMap(([name, isSeen]) => (isSeen ? [name] : []));
}

test(`${drawn(RUNS)} migrations with whatever QEMU has lose no page, and their sums are right`, () => {
  const seen = new Tally();
  fc.assert(
    fc.property(qemuSwarm, (scenario) => {
      const result = unlessTooSmall(() => simulate(scenario));
      if (result === null) return;
      seen.add(result.status);
      for (const feature of featuresOf(result, scenario)) seen.add(feature);
      const { freePageHint } = scenario.settings;
      if (result.status === 'completed' && !(freePageHint in unsafeFreePagePolicies)) {
        expect(result.oracle).toMatchObject({ lostPages: 0, examples: [] });
      }
      expectConsistentDowntime(result);
      expectMonotoneTime(result);
      expectEnd(result);
    }),
    draws(RUNS, 20_261_121),
  );
  // A migration that was cancelled has nothing to prove, nor has a feature that nobody used.
  expect(seen.of('completed')).toBeGreaterThan(drawn(RUNS) * 0.6);
  for (const feature of features) expect([feature, seen.of(feature) > 0]).toEqual([feature, true]);
});

test(`${drawn(RUNS)} migrations by any variant of Cloud Hypervisor break no invariant`, () => {
  const seen = new Tally();
  fc.assert(
    fc.property(cloudHypervisorSwarm, (scenario) => {
      const run = unlessTooSmall(() => watched(scenario));
      if (run === null) return;
      seen.add(scenario.version);
      seen.add(
        run.result.status === 'completed'
          ? (run.result.stopCondition ?? 'converged')
          : run.result.status,
      );
      checkResult(run.result);
      // What a fault of the worker loses or breaks is what it is injected for.
      if (scenario.settings.workerFault === null) expect(brokenInvariants(run)).toEqual([]);
      expectConsistentDowntime(run.result);
      expectMonotoneTime(run.result);
    }),
    draws(RUNS, 5),
  );
  for (const variant of cloudHypervisorVariants) {
    expect(seen.of(variant)).toBeGreaterThan(drawn(RUNS) * 0.04);
  }
  for (const ending of ['converged', 'failed', 'timeout', 'pass-limit']) {
    expect([ending, seen.of(ending) > 0]).toEqual([ending, true]);
  }
});

test('that somebody verifies a run does not change it', () => {
  fc.assert(
    fc.property(qemuSwarm, (scenario) => {
      const run = (verify: boolean): object => {
        const { oracle: _, scenario: __, ...rest } = simulate({ ...scenario, verify });
        return rest;
      };
      expect(run(true)).toEqual(run(false));
    }),
    draws(deep(8, 25), 8),
  );
});
