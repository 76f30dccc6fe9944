import type { CloudHypervisorVariant } from '../engines/cloud-hypervisor/cloud-hypervisor.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { InputError } from '../input/input-error.js';
import type { CloudHypervisorScenario } from '../engines/scenario.js';
import {
  isGiven,
  type SendMigrationChoice,
  sendMigrationConflict,
  sendMigrationScenario,
} from '../engines/cloud-hypervisor/send-migration.js';
import { workloadMemoryMib } from '../profiles/workload.js';
import { flagOf } from '../cli/options/option.js';
import type { RunOptions } from './options.js';
import { workloadsOf } from './workloads.js';

/** The variant that a command line without one means. */
const defaultVariant: CloudHypervisorVariant = 'ch-main';

/**
 * The scenarios that a command line asks of Cloud Hypervisor: each load in turn, each with its repeats.
 *
 * @param hasDowntime whether `--downtime` was written, whose default is that of guestperf
 * @throws InputError if options contradict each other or the variant
 */
export function cloudHypervisorScenarios(
  options: RunOptions,
  host: HostProfile,
  hasDowntime: boolean,
): CloudHypervisorScenario[] {
  const variant = options.variant ?? defaultVariant;
  const choice: SendMigrationChoice = {
    ...options,
    downtime: hasDowntime ? options.downtime : null,
  };
  return workloadsOf(options).flatMap(({ scenario, workload }) => {
    const left = options.mem * 1024 - workloadMemoryMib(workload);
    const conflict = sendMigrationConflict(choice, variant, flagOf, left);
    if (conflict !== null) {
      throw new InputError({ ...conflict.detail, subject: flagOf(conflict.parameter) });
    }
    return Array.from({ length: options.repeat }, (_, index) =>
      sendMigrationScenario(choice, {
        name: scenario,
        mode: modeName(variant, choice),
        variant,
        cpus: options.cpus,
        memGib: options.mem,
        sleepSeconds: options.sleep,
        workload,
        host,
        seed: options.seed,
        repeat: index + 1,
        verify: options.verify,
      }),
    );
  });
}

function modeName(
  variant: CloudHypervisorVariant,
  { connections, workerFault }: SendMigrationChoice,
): string {
  return [
    variant,
    ...(isGiven(connections) && connections > 1 ? [`${connections} connections`] : []),
    ...(isGiven(workerFault) ? [`fault: ${workerFault}`] : []),
  ].join(', ');
}
