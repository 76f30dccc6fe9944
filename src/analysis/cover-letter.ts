import type { HostProfile } from '../scenario/host-profile.js';
import { defaultMigrationParameters, guestperfVmMib } from '../scenario/defaults.js';
import type { Scenario } from '../scenario/scenario.js';
import type { PublishedReference } from './published-reference.js';

/**
 * The scenario that the command of the cover letters "auto-converge refinements for huge VM" asks
 * for: `--max-iters 200 --max-time 1200 --downtime 500 --auto-converge --auto-converge-step 10`.
 */
export function coverLetterScenario(
  reference: PublishedReference,
  host: HostProfile,
  stressMib: number,
  seed: string,
  repeat: number,
): Scenario {
  return {
    name: 'perfreport',
    mode: 'original',
    vmm: 'qemu',
    version: host.qemu,
    hardware: {
      cpus: reference.testbed.cpus,
      memGib: reference.testbed.mem_gb,
      vmMib: guestperfVmMib(reference.testbed.mem_gb),
      dirtyRingSize: 0,
    },
    workload: { kind: 'stress', stressMib },
    host,
    dirtyLog: host.dirtyLog,
    migration: { ...defaultMigrationParameters, autoConverge: true },
    management: { maxIterations: 200, maxTimeSeconds: 1200, sleepSeconds: 15 },
    seed,
    repeat,
    verify: false,
  };
}
