import fc from 'fast-check';
import { dirtyLogForms } from '../../src/host/dirty-tracking.js';
import { accelerators } from '../../src/profiles/accelerator.js';
import { backgroundSyncForms } from '../../src/engines/qemu/features/background-sync/settings.js';
import type { FreePagePolicyName } from '../../src/engines/qemu/features/free-page/settings.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { scenario, withSettings } from './scenarios.js';

/** Lists that are short and quick, long and slow, and everything between. */
const reporting = fc.record({
  listPageNs: fc.constantFrom(0, 50, 2000, 20_000),
  batchUs: fc.constantFrom(0, 100, 5000),
  batchPages: fc.constantFrom(64, 500, 1_000_000),
  queueUs: fc.constantFrom(0, 10, 3000, 40_000),
});

const allocator = fc.record({
  kind: fc.constant('random' as const),
  perSecond: fc.constantFrom(20, 300, 2000),
  pages: fc.constantFrom(1, 3, 20),
  holdMs: fc.constantFrom(1, 30, 400, 100_000),
});

const background = fc.oneof(
  fc.constant({ kind: 'idle' as const }),
  fc.record({ kind: fc.constant('stress' as const), stressMib: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    kind: fc.constant('random' as const),
    workingSetMib: fc.integer({ min: 1, max: 4 }),
    mibPerSecond: fc.constantFrom(1, 50),
    pacing: fc.constant('cpu' as const),
  }),
);

/** A small guest whose free memory is taken again while it is reported, under a policy. */
export function reusingScenario(
  policies: readonly FreePagePolicyName[],
): fc.Arbitrary<QemuScenario> {
  return fc
    .record({
      policy: fc.constantFrom(...policies),
      qemu: fc.constantFrom('7.2' as const, '9.1' as const, '10.2' as const),
      cpus: fc.integer({ min: 1, max: 4 }),
      accelerator: fc.constantFrom(...accelerators),
      dirtyLog: fc.constantFrom(...dirtyLogForms),
      seed: fc.string({ minLength: 1, maxLength: 8 }),
      vmMem: fc.constantFrom(28, 60),
      workload: fc.record(
        {
          kind: fc.constant('ended' as const),
          junkMib: fc.constantFrom(0.25, 3, 9),
          restInUse: fc.boolean(),
          allocator,
          background,
          reporting,
        },
        { noNullPrototype: true },
      ),
      host: fc.record({
        linkGbitPerSecond: fc.constantFrom(0.5, 2, 10),
        untouchedPageNs: fc.constantFrom(0, 400, 3000),
        loggedPageNs: fc.constantFrom(0, 100, 3000),
        syncFixedUs: fc.constantFrom(0, 300, 9000),
        vcpuStopUs: fc.constantFrom(0, 500, 5000),
      }),
      bandwidth: fc.constantFrom(0, 20, 60, 200),
      downtime: fc.constantFrom(1, 20, 200),
      autoConverge: fc.boolean(),
      backgroundSync: fc.constantFrom('off' as const, ...backgroundSyncForms),
    })
    .map(({ autoConverge, backgroundSync, policy, ...settings }) =>
      withSettings(
        scenario({
          ...settings,
          throttleTriggerThreshold: 10,
          maxIters: 60,
          maxTime: 20,
          freePageHint: policy,
          verify: true,
        }),
        { autoConverge, backgroundSync },
      ),
    );
}
