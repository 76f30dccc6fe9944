import fc from 'fast-check';
import {
  type CloudHypervisorVariant,
  type TimeoutStrategy,
  type WorkerFault,
} from '../../src/engines/cloud-hypervisor/cloud-hypervisor.js';
import { cloudHypervisorRules } from '../../src/engines/cloud-hypervisor/cloud-hypervisor-rules.js';
import type { CloudHypervisorScenario } from '../../src/engines/scenario.js';
import { type CloudHypervisorChanges, sendMigration } from './cloud-hypervisor.js';

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
      seed: fc.string({ minLength: 1, maxLength: 8 }),
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
