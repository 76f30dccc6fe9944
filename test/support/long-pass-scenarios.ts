import fc from 'fast-check';
import { dirtyLogForms } from '../../src/host/dirty-tracking.js';
import type { QemuVersion } from '../../src/profiles/qemu-version.js';
import type { BackgroundSyncForm } from '../../src/engines/qemu/features/background-sync/settings.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { scenario, withSettings } from './scenarios.js';
import { anyWorkload } from './workloads.js';

const versions: Readonly<Record<BackgroundSyncForm, readonly QemuVersion[]>> = {
  off: ['7.2', '9.1'],
  v1: ['9.1'],
  v2: ['9.1'],
  merged: ['9.2', '10.0', '10.2'],
};

/**
 * A small guest behind a limit so low that passes last longer than 6 s: background syncs fall into
 * them. It writes a little less than the limit carries, or more and is throttled.
 */
export function longPassScenarios(backgroundSync: BackgroundSyncForm): fc.Arbitrary<QemuScenario> {
  const needsAutoConverge = backgroundSync === 'v2' || backgroundSync === 'merged';
  const size = fc
    .record({
      autoConverge: needsAutoConverge ? fc.constant(true) : fc.boolean(),
      bandwidth: fc.constantFrom(1.5, 2.5),
      workingSetMib: fc.integer({ min: 24, max: 44 }),
      share: fc.constantFrom(0.7, 0.8, 0.9),
      excess: fc.constantFrom(1, 3, 20),
    })
    .map(({ share, excess, ...rest }) => ({
      ...rest,
      mibPerSecond: rest.bandwidth * share * (rest.autoConverge ? excess : 1),
    }));
  return fc
    .tuple(
      size.chain((chosen) =>
        anyWorkload(chosen).map((workload) => ({
          workload,
          autoConverge: chosen.autoConverge,
          bandwidth: chosen.bandwidth,
        })),
      ),
      fc.record({
        qemu: fc.constantFrom(...versions[backgroundSync]),
        cpus: fc.integer({ min: 1, max: 3 }),
        accelerator: fc.constantFrom('kvm', 'tcg'),
        dirtyLog: fc.constantFrom(...dirtyLogForms),
        seed: fc.string({ minLength: 1, maxLength: 6 }),
      }),
      fc.record({
        writeFaultNs: fc.constantFrom(0, 1000, 50_000),
        syncFixedUs: fc.constantFrom(0, 300, 40_000),
        throttleOversleepUs: fc.constantFrom(0, 300),
        workloadStartSpreadMs: fc.nat(800),
      }),
      fc.record({
        downtime: fc.integer({ min: 1000, max: 2000 }),
        throttleInitial: fc.constantFrom(20, 70),
        autoConvergeStep: fc.constantFrom(10, 30),
        responsiveThrottle: fc.boolean(),
      }),
    )
    .map(([{ workload, autoConverge, bandwidth }, machine, host, migration]) => {
      const { responsiveThrottle, ...settings } = migration;
      const made = scenario({
        ...machine,
        ...settings,
        vmMem: 192,
        workload,
        host: { ...host, guestKernelMib: 1, deviceStateKib: 16 },
        autoConverge,
        responsiveThrottle: autoConverge && responsiveThrottle,
        backgroundSync,
        maxTime: 300,
        verify: true,
      });
      return withSettings(made, { bandwidth });
    });
}
