import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cloudHypervisorVariants } from '../../src/engines/cloud-hypervisor/cloud-hypervisor.js';
import { cloudHypervisorRules } from '../../src/engines/cloud-hypervisor/cloud-hypervisor-rules.js';
import type { CloudHypervisorScenario } from '../../src/engines/scenario.js';
import type { CloudHypervisorParts } from '../../src/engines/cloud-hypervisor/cloud-hypervisor-parts.js';
import { busySendMigration } from '../support/cloud-hypervisor-scenarios.js';
import { brokenInvariants, watched } from '../support/cloud-hypervisor-invariants.js';
import {
  ForgetfulSwitchover,
  HealingSwitchover,
  ShortConnections,
  sparseTableWithoutStatic,
  UntakenDirtyLog,
} from '../support/cloud-hypervisor-twins.js';
import { draws } from '../support/draws.js';

const FEW_RUNS = 10;

function expectBroken(
  scenarios: fc.Arbitrary<CloudHypervisorScenario>,
  parts: Partial<CloudHypervisorParts>,
  broken: readonly number[],
): void {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      expect(brokenInvariants(watched(scenario, parts))).toEqual(broken);
    }),
    draws(FEW_RUNS, 5),
  );
}

describe('a hazard of the DirtyLogWorker', () => {
  const hazard = (fault: Parameters<typeof busySendMigration>[1]) =>
    busySendMigration(['cyberus-dlw'], fault);

  test('without one, nothing is broken', () => {
    expectBroken(hazard(null), {}, []);
  });

  test.each(['sources', 'silent-failure', 'late-writes'] as const)('%s loses pages', (fault) => {
    expectBroken(hazard(fault), {}, [1]);
  });

  test.each(['sources', 'silent-failure', 'late-writes'] as const)(
    '%s is healed by a pass after the snapshot, which finds what is left in the logs',
    (fault) => {
      expectBroken(hazard(fault), { Switchover: HealingSwitchover }, []);
    },
  );

  test('self-deadlock ends the migration with its reason, and loses nothing', () => {
    fc.assert(
      fc.property(hazard('self-deadlock'), (scenario) => {
        const run = watched(scenario);
        expect(run.result).toMatchObject({
          status: 'failed',
          reason: expect.stringContaining('a lock that its own thread holds'),
        });
        expect(brokenInvariants(run)).toEqual([]);
      }),
      draws(FEW_RUNS, 5),
    );
  });
});

describe('the oracle catches', () => {
  // With fixed slices the guest can rewrite everything until the throttle has stopped.
  const carrying = cloudHypervisorVariants.filter((variant) => {
    const { finalTable, throttle } = cloudHypervisorRules[variant];
    return finalTable !== 'fresh' && typeof throttle?.sliceMs !== 'number';
  });
  const chunking = cloudHypervisorVariants.filter(
    (variant) => cloudHypervisorRules[variant].chunksOneConnection,
  );
  const sparse = busySendMigration(['ch-main']).map((scenario) => ({
    ...scenario,
    settings: { ...scenario.settings, sharedMemory: true },
  }));

  test('a harvest that clears the log and takes nothing of it', () => {
    expectBroken(busySendMigration(cloudHypervisorVariants), { DirtyLog: UntakenDirtyLog }, [1]);
  });

  test('a last table without the one that ended the loop', () => {
    expectBroken(busySendMigration(carrying), { Switchover: ForgetfulSwitchover }, [1]);
  });

  test('a sparse first pass without what the guest never writes', () => {
    expectBroken(sparse, {}, []);
    expectBroken(sparse, { sparseTable: sparseTableWithoutStatic }, [1]);
  });

  test('connections that leave the last chunk behind, which the partition rule sees too', () => {
    expectBroken(busySendMigration(chunking), { MemoryConnections: ShortConnections }, [1, 8]);
  });
});
