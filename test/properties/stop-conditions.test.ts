import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PolicySettings } from '../../src/profiles/policy.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import type { QemuSettings } from '../../src/engines/qemu/settings.js';
import { simulateUnchecked } from '../support/parts.js';
import { anyScenario } from '../support/random-scenarios.js';
import { deep, drawn, draws } from '../support/draws.js';
import { withSettings } from '../support/scenarios.js';

const RUNS = deep(75, 300);

/** Often nothing. */
function maybe<Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.option(values, { freq: 2 });
}

const conditions: fc.Arbitrary<Partial<QemuSettings>> = fc.record({
  maxFullPasses: maybe(fc.integer({ min: 1, max: 6 })),
  maxTransferFactor: maybe(fc.constantFrom(0.01, 0.2, 1, 1.5, 3)),
  convergenceTimeout: maybe(fc.integer({ min: 1, max: 5 })),
  deadline: maybe(fc.integer({ min: 1, max: 20 })),
});

const pauses: fc.Arbitrary<Partial<QemuSettings>> = fc.oneof(
  fc.record({ pause: fc.constant(true), pauseIters: fc.integer({ min: 0, max: 8 }) }),
  fc.record({ pauseAfter: fc.integer({ min: 0, max: 12 }) }),
);

const policies: fc.Arbitrary<PolicySettings> = fc.oneof(
  fc.record({
    kind: fc.constant('virsh' as const),
    timeoutSeconds: fc.integer({ min: 1, max: 10 }),
    action: fc.constant('suspend' as const),
  }),
  fc.record({
    kind: fc.constant('nova' as const),
    live_migration_downtime: fc.integer({ min: 100, max: 4000 }),
    live_migration_downtime_steps: fc.integer({ min: 3, max: 12 }),
    live_migration_downtime_delay: fc.integer({ min: 3, max: 5 }),
    live_migration_completion_timeout: fc.integer({ min: 0, max: 8 }),
    live_migration_timeout_action: fc.constantFrom('abort' as const, 'force_complete' as const),
    live_migration_permit_post_copy: fc.constant(false),
    live_migration_permit_auto_converge: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('kubevirt' as const),
    completionTimeoutPerGiB: fc.integer({ min: 1, max: 8 }),
    progressTimeout: fc.integer({ min: 1, max: 10 }),
    allowAutoConverge: fc.boolean(),
    allowPostCopy: fc.constant(false),
    allowWorkloadDisruption: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('actions' as const),
    pollMs: fc.integer({ min: 10, max: 2000 }),
    actions: fc.array(
      fc.record({
        action: fc.constant('set-downtime-limit' as const),
        afterSeconds: fc.integer({ min: 0, max: 8 }),
        downtimeLimitMs: fc.integer({ min: 0, max: 10_000 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
);

interface Ending {
  readonly stop: Partial<QemuSettings>;
  readonly pause: Partial<QemuSettings> | null;
  readonly policy: PolicySettings | null;
}

const nothing: fc.Arbitrary<null> = fc.constant(null);
const noStops = fc.constant({});

/** Each kind alone, and all together: what a command line refuses to combine is as safe. */
const endings: fc.Arbitrary<Ending> = fc.oneof(
  fc.record({ stop: conditions, pause: nothing, policy: nothing }),
  fc.record({ stop: noStops, pause: pauses, policy: nothing }),
  fc.record({ stop: noStops, pause: nothing, policy: policies }),
  fc.record({ stop: conditions, pause: maybe(pauses), policy: maybe(policies) }),
);

function ended(scenario: QemuScenario, { stop, pause, policy }: Ending): QemuScenario {
  return {
    ...withSettings(scenario, { ...stop, ...pause }),
    policy: policy && { name: 'any', description: 'any', source: 'any', policy },
  };
}

test(`${drawn(RUNS)} migrations, ended by any condition, pause or policy, lose no page`, () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(anyScenario, endings, (scenario, ending) => {
      const result = simulateUnchecked(ended(scenario, ending));
      if (result.status !== 'completed') {
        expect(result.history.at(-1)?.status).toBe(result.status);
        return;
      }
      const name = result.stopCondition ?? 'none';
      seen.set(name, (seen.get(name) ?? 0) + 1);
      expect(result.oracle).toMatchObject({ lostPages: 0, examples: [] });
      expect(result.downtime.blackoutMs).toBeGreaterThanOrEqual(
        result.downtime.totalMs - result.downtime.parts.stopMs,
      );
      if (result.pause !== null && result.downtime.parts.stopMs === 0) {
        expect(result.pause.atMs).toBeLessThanOrEqual(result.totalTimeMs + 1);
      }
    }),
    draws(RUNS, 1),
  );
  // Each has ended some of them.
  expect([...seen.keys()].toSorted()).toEqual(
    [
      'none',
      'max-full-passes',
      'max-transfer-factor',
      'convergence-timeout',
      'deadline',
      'pause',
      'pause-after',
      'policy-pause',
      'policy-downtime-limit',
    ].toSorted(),
  );
});
