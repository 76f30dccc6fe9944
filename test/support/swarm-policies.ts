import fc from 'fast-check';
import type { Policy, PolicySettings } from '../../src/profiles/policy.js';

const seconds = fc.integer({ min: 0, max: 8 });

/** Managers that lose patience within seconds. */
const impatient: fc.Arbitrary<PolicySettings> = fc.oneof(
  fc.record({
    kind: fc.constant('virsh' as const),
    timeoutSeconds: fc.integer({ min: 1, max: 10 }),
    action: fc.constantFrom('suspend' as const, 'postcopy' as const),
  }),
  fc.record({
    kind: fc.constant('nova' as const),
    live_migration_downtime: fc.integer({ min: 100, max: 4000 }),
    live_migration_downtime_steps: fc.integer({ min: 3, max: 12 }),
    live_migration_downtime_delay: fc.integer({ min: 3, max: 5 }),
    live_migration_completion_timeout: seconds,
    live_migration_timeout_action: fc.constantFrom('abort' as const, 'force_complete' as const),
    live_migration_permit_post_copy: fc.boolean(),
    live_migration_permit_auto_converge: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('kubevirt' as const),
    completionTimeoutPerGiB: fc.integer({ min: 1, max: 8 }),
    progressTimeout: fc.integer({ min: 1, max: 10 }),
    allowAutoConverge: fc.boolean(),
    allowPostCopy: fc.boolean(),
    allowWorkloadDisruption: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('actions' as const),
    pollMs: fc.integer({ min: 10, max: 2000 }),
    actions: fc.array(
      fc.oneof(
        fc.record({
          action: fc.constant('set-downtime-limit' as const),
          afterSeconds: seconds,
          downtimeLimitMs: fc.integer({ min: 0, max: 10_000 }),
        }),
        fc.record({
          action: fc.constantFrom('pause' as const, 'abort' as const, 'postcopy' as const),
          afterSeconds: seconds,
        }),
      ),
      { minLength: 1, maxLength: 4 },
    ),
  }),
);

export const anyPolicy: fc.Arbitrary<Policy> = impatient.map((policy) => ({
  name: 'any',
  description: 'any',
  source: 'any',
  policy,
}));
