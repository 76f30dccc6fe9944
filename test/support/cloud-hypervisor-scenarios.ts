import fc from 'fast-check';
import {
  cloudHypervisorVariants,
  type CloudHypervisorVariant,
  timeoutStrategies,
  type TimeoutStrategy,
  type WorkerFault,
} from '../../src/engines/cloud-hypervisor/cloud-hypervisor.js';
import { cloudHypervisorRules } from '../../src/engines/cloud-hypervisor/cloud-hypervisor-rules.js';
import type { HostNumbers } from '../../src/profiles/host.js';
import type { CloudHypervisorScenario } from '../../src/engines/scenario.js';
import { workloadMemoryMib } from '../../src/profiles/workload.js';
import { type CloudHypervisorChanges, sendMigration } from './cloud-hypervisor.js';
import { hosts, workloads } from './random-scenarios.js';

/** What a guest has beside its workload: kernel, alignment, a device's buffers, and untouched memory. */
const OTHER_MIB = 224;

const costs: fc.Arbitrary<Partial<HostNumbers>> = fc.record({
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

/** What `vm.send-migration` takes, whatever the variant. */
interface SendMigrationChoice {
  readonly downtime: number;
  readonly timeout: number;
  readonly timeoutStrategy: TimeoutStrategy;
  readonly connections: number;
  readonly sharedMemory: boolean;
  readonly vhostUserMem: number | null;
  readonly vhostUserRate: number;
  readonly vhostUserInFlight: number;
}

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

/** What of a choice a variant knows. */
function known(
  { connections, sharedMemory, timeoutStrategy, ...choice }: SendMigrationChoice,
  variant: CloudHypervisorVariant,
): CloudHypervisorChanges {
  const { defaultDowntimeMs, hasTimeoutStrategy, maxConnections } = cloudHypervisorRules[variant];
  const { downtime, timeout, vhostUserInFlight, vhostUserMem, vhostUserRate } = choice;
  return {
    sharedMemory,
    connections: Math.min(connections, maxConnections),
    ...(defaultDowntimeMs !== null && { downtime, timeout }),
    ...(hasTimeoutStrategy && { timeoutStrategy }),
    ...(vhostUserMem !== null && { vhostUserMem, vhostUserRate, vhostUserInFlight }),
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
    sleep: fc.integer({ min: 0, max: 3 }),
    seed: fc.string({ maxLength: 8 }),
  })
  .map(({ choice, costs: ownCosts, host, variant, ...settings }) =>
    sendMigration({
      ...settings,
      ...known(choice, variant),
      variant,
      vmMem: Math.ceil(workloadMemoryMib(settings.workload)) + OTHER_MIB,
      host: { ...host, ...ownCosts },
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
      stressMem: fc.integer({ min: 8, max: 100 }),
      linkGbitPerSecond: fc.constantFrom(1, 2),
      downtime: fc.constantFrom(100, 300, 900),
      connections: fc.constantFrom(1, 4),
      sharedMemory: fc.boolean(),
      vhostUserMem: fc.integer({ min: 1, max: 20 }),
      vhostUserRate: fc.integer({ min: 30, max: 100 }),
      vhostUserInFlight: fc.integer({ min: 1, max: 256 }),
      seed: fc.string({ maxLength: 8 }),
    })
    .map(({ cpus, linkGbitPerSecond, seed, stressMem, variant, ...choice }) =>
      sendMigration({
        ...known({ ...choice, timeout: 20, timeoutStrategy: 'ignore' }, variant),
        ...(workerFault !== null && { workerFault }),
        variant,
        cpus,
        stressMem,
        seed,
        host: { linkGbitPerSecond },
      }),
    );
}
