import fc from 'fast-check';
import {
  cloudHypervisorVariants,
  type CloudHypervisorVariant,
  timeoutStrategies,
  type WorkerFault,
} from '../../src/engines/cloud-hypervisor/cloud-hypervisor.js';
import { cloudHypervisorRules } from '../../src/engines/cloud-hypervisor/cloud-hypervisor-rules.js';
import type { HostCloudHypervisor } from '../../src/profiles/host-cloud-hypervisor.js';
import type { CloudHypervisorScenario } from '../../src/engines/scenario.js';
import type { SendMigrationChoice } from '../../src/engines/cloud-hypervisor/send-migration.js';
import { workloadMemoryMib } from '../../src/profiles/workload.js';
import { sendMigration } from './cloud-hypervisor.js';
import { hosts, workloads } from './random-scenarios.js';

/** What a guest has beside its workload: kernel, alignment, a device's buffers, and untouched memory. */
const OTHER_MIB = 224;

const costs: fc.Arbitrary<Partial<HostCloudHypervisor>> = fc.record({
  startDirtyLogMsPerGib: fc.constantFrom(0, 4.5, 3000),
  harvestUsPerGib: fc.constantFrom(0, 21.6, 200_000),
  harvestWordNs: fc.constantFrom(0, 203, 100_000),
  harvestPageNs: fc.constantFrom(0, 8, 2000),
  tableRangeNs: fc.constantFrom(0, 6, 50_000),
  rangeWriteNs: fc.constantFrom(0, 4300, 100_000),
  connectionGbitPerSecond: fc.constantFrom(0.5, 3, 14),
  delayedAckMs: fc.constantFrom(0, 41),
  pauseMs: fc.constantFrom(0, 1.1, 9),
  resumeMs: fc.constantFrom(0, 1.1, 9),
  snapshotMs: fc.constantFrom(0, 7),
});

/** Anything that `vm.send-migration` takes; what a variant does not know is left out. */
const choices: fc.Arbitrary<SendMigrationChoice> = fc.record({
  downtime: fc.constantFrom(1, 20, 100, 300, 900),
  timeout: fc.constantFrom(1, 2, 5, 10),
  timeoutStrategy: fc.constantFrom(...timeoutStrategies),
  connections: fc.constantFrom(1, 1, 2, 4, 16, 128),
  sharedMemory: fc.boolean(),
  vhostUserMem: fc.constantFrom(null, null, 1, 40),
  vhostUserRate: fc.constantFrom(1, 30, 2000),
  vhostUserInFlight: fc.constantFrom(0, 1, 256, 1_000_000),
});

function known(choice: SendMigrationChoice, variant: CloudHypervisorVariant): SendMigrationChoice {
  const rules = cloudHypervisorRules[variant];
  return {
    ...choice,
    ...(rules.defaultDowntimeMs === null && { downtime: null, timeout: null }),
    ...(!rules.hasTimeoutStrategy && { timeoutStrategy: null }),
    connections: Math.min(choice.connections ?? 1, rules.maxConnections),
  };
}

/** Any small migration by any variant, without an injected fault. */
export const anySendMigration: fc.Arbitrary<CloudHypervisorScenario> = fc
  .record({
    variant: fc.constantFrom(...cloudHypervisorVariants),
    choice: choices,
    cpus: fc.integer({ min: 1, max: 8 }),
    workload: workloads,
    host: hosts,
    costs,
    sleepSeconds: fc.integer({ min: 0, max: 3 }),
    seed: fc.string({ maxLength: 8 }),
  })
  .map(({ choice, variant, ...parts }) =>
    sendMigration({
      ...parts,
      variant,
      vmMib: Math.ceil(workloadMemoryMib(parts.workload)) + OTHER_MIB,
      choice: known(choice, variant),
    }),
  );

/**
 * A first pass of a second and more over a guest and a device that write all the time.
 *
 * @param workerFault what the worker does wrong, where there is one
 */
export function busySendMigration(
  variants: readonly CloudHypervisorVariant[],
  workerFault: WorkerFault | null = null,
): fc.Arbitrary<CloudHypervisorScenario> {
  return fc
    .record({
      variant: fc.constantFrom(...variants),
      cpus: fc.integer({ min: 1, max: 4 }),
      stressMib: fc.integer({ min: 8, max: 100 }),
      linkGbitPerSecond: fc.constantFrom(1, 2),
      downtime: fc.constantFrom(100, 300, 900),
      connections: fc.constantFrom(1, 4),
      sharedMemory: fc.boolean(),
      vhostUserMem: fc.integer({ min: 1, max: 20 }),
      vhostUserRate: fc.integer({ min: 30, max: 100 }),
      vhostUserInFlight: fc.integer({ min: 1, max: 256 }),
      seed: fc.string({ maxLength: 8 }),
    })
    .map(({ cpus, linkGbitPerSecond, seed, stressMib, variant, ...choice }) =>
      sendMigration({
        variant,
        cpus,
        stressMib,
        seed,
        host: { linkGbitPerSecond },
        choice: known({ ...choice, timeout: 20, timeoutStrategy: 'ignore', workerFault }, variant),
      }),
    );
}
