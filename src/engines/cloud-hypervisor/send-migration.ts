import type {
  CloudHypervisorParameters,
  CloudHypervisorVariant,
  TimeoutStrategy,
  VhostUserDevice,
  WorkerFault,
} from './cloud-hypervisor.js';
import { sendMigrationRanges } from './cloud-hypervisor.js';
import { type CloudHypervisorRules, cloudHypervisorRules } from './cloud-hypervisor-rules.js';
import { guestperfVmMib } from '../../settings/defaults.js';
import type { IntegerRange } from '../../settings/guestperf-parameters.js';
import type { HostProfile } from '../../profiles/host-profile.js';
import type { InputProblem } from '../../input/input-error.js';
import type { CloudHypervisorScenario } from '../scenario.js';
import type { Workload } from '../../profiles/workload.js';

/** What somebody asks of Cloud Hypervisor; null or absent is the variant's default. */
export interface SendMigrationChoice {
  readonly downtime?: number | null | undefined;
  readonly timeout?: number | null | undefined;
  readonly timeoutStrategy?: TimeoutStrategy | null | undefined;
  readonly connections?: number | null | undefined;
  readonly sharedMemory?: boolean | undefined;
  readonly vhostUserMem?: number | null | undefined;
  readonly vhostUserRate?: number | null | undefined;
  readonly vhostUserInFlight?: number | null | undefined;
  readonly workerFault?: WorkerFault | null | undefined;
}

/** Whether somebody has said something. */
export function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}

/** A contradiction, and the part of the choice in which it lies. */
export interface SendMigrationConflict {
  readonly parameter: keyof SendMigrationChoice;
  readonly detail: Omit<InputProblem, 'subject'>;
}

/** A vhost-user device that nothing more is said of: a busy network card. */
export const vhostUserDefaults = { mibPerSecond: 100, inFlightPages: 256 } as const;

/** Whether the variant knows a timeout; `cyberus-mid` does, and has none by default. */
function hasTimeout({ stopRule }: CloudHypervisorRules): boolean {
  return stopRule !== 'five-passes';
}

/**
 * What is contradictory in a choice for a variant; null if nothing is.
 *
 * @param nameOf what the user calls a part of it: a flag or a JSON path
 * @param memoryMib guest RAM that the workload leaves
 */
export function sendMigrationConflict(
  choice: SendMigrationChoice,
  variant: CloudHypervisorVariant,
  nameOf: (parameter: keyof SendMigrationChoice) => string,
  memoryMib: number,
): SendMigrationConflict | null {
  const rules = cloudHypervisorRules[variant];
  return (
    rangeConflict(choice, rules, variant) ??
    absentParameter(choice, rules, variant) ??
    timeConflict(choice, rules, nameOf) ??
    deviceConflict(choice, nameOf, memoryMib) ??
    faultConflict(choice, rules, variant, nameOf)
  );
}

function rangeConflict(
  choice: SendMigrationChoice,
  { maxConnections }: CloudHypervisorRules,
  variant: CloudHypervisorVariant,
): SendMigrationConflict | null {
  for (const [parameter, range] of Object.entries(sendMigrationRanges)) {
    const value = choice[parameter as keyof typeof sendMigrationRanges] ?? null;
    if (value === null || isWithin(value, range)) continue;
    return {
      parameter: parameter as keyof typeof sendMigrationRanges,
      detail: {
        value: String(value),
        problem: 'is out of range',
        allowed: `${range.min} to ${range.max} (${range.unit})`,
      },
    };
  }
  const connections = choice.connections ?? 1;
  if (connections <= maxConnections) return null;
  return {
    parameter: 'connections',
    detail: {
      value: String(connections),
      problem: `is too many for ${variant}`,
      allowed: String(maxConnections),
    },
  };
}

function isWithin(value: number, { min, max }: IntegerRange): boolean {
  return value >= min && value <= max;
}

function absentParameter(
  { downtime, timeout, timeoutStrategy }: SendMigrationChoice,
  rules: CloudHypervisorRules,
  variant: CloudHypervisorVariant,
): SendMigrationConflict | null {
  const absent = (parameter: keyof SendMigrationChoice, what: string): SendMigrationConflict => ({
    parameter,
    detail: { problem: `${variant} has no ${what}` },
  });
  if (isGiven(downtime) && rules.defaultDowntimeMs === null) {
    return absent('downtime', 'downtime limit, it sends five passes at most');
  }
  if (isGiven(timeout) && !hasTimeout(rules)) return absent('timeout', 'timeout');
  if (isGiven(timeoutStrategy) && !rules.hasTimeoutStrategy) {
    return absent('timeoutStrategy', 'timeout strategy');
  }
  return null;
}

/** The fork of 2025 refuses a downtime that is not shorter than the timeout (vmm/src/api/mod.rs). */
function timeConflict(
  { downtime, timeout }: SendMigrationChoice,
  { defaultDowntimeMs, defaultTimeoutSeconds, stopRule }: CloudHypervisorRules,
  nameOf: (parameter: keyof SendMigrationChoice) => string,
): SendMigrationConflict | null {
  const downtimeMs = downtime ?? defaultDowntimeMs ?? 0;
  const timeoutSeconds = timeout ?? defaultTimeoutSeconds ?? Infinity;
  if (stopRule !== 'pending-bytes' || downtimeMs < timeoutSeconds * 1000) return null;
  const parameter = isGiven(downtime) ? 'downtime' : 'timeout';
  return {
    parameter,
    detail: {
      value: String(downtime ?? timeout),
      problem:
        parameter === 'downtime'
          ? `is not shorter than ${nameOf('timeout')} ${timeoutSeconds} s`
          : `is not longer than ${nameOf('downtime')} ${downtimeMs} ms`,
    },
  };
}

function deviceConflict(
  choice: SendMigrationChoice,
  nameOf: (parameter: keyof SendMigrationChoice) => string,
  memoryMib: number,
): SendMigrationConflict | null {
  const size = choice.vhostUserMem ?? null;
  if (size !== null && memoryMib < 1) {
    const problem = "the workload leaves nothing of the guest's RAM (--mem)";
    return { parameter: 'vhostUserMem', detail: { problem } };
  }
  if (size !== null && size > memoryMib) {
    return {
      parameter: 'vhostUserMem',
      detail: {
        value: String(size),
        problem: "does not fit into the guest's RAM beside the workload",
        allowed: `up to ${Math.floor(memoryMib)} (MiB)`,
      },
    };
  }
  if (size !== null) return null;
  for (const parameter of ['vhostUserRate', 'vhostUserInFlight'] as const) {
    if (!isGiven(choice[parameter])) continue;
    return { parameter, detail: { problem: `needs ${nameOf('vhostUserMem')}` } };
  }
  return null;
}

function faultConflict(
  { vhostUserInFlight, vhostUserMem, workerFault }: SendMigrationChoice,
  { dirtyLogWorker }: CloudHypervisorRules,
  variant: CloudHypervisorVariant,
  nameOf: (parameter: keyof SendMigrationChoice) => string,
): SendMigrationConflict | null {
  if (!isGiven(workerFault)) return null;
  const refusal = (problem: string, allowed?: string): SendMigrationConflict => ({
    parameter: 'workerFault',
    detail: { value: workerFault, problem, ...(allowed !== undefined && { allowed }) },
  });
  if (!dirtyLogWorker) {
    return refusal(`needs the DirtyLogWorker of cyberus-dlw, and this is ${variant}`);
  }
  const needsDevice = workerFault === 'sources' || workerFault === 'late-writes';
  if (needsDevice && !isGiven(vhostUserMem)) {
    return refusal(`does nothing without a device that writes: needs ${nameOf('vhostUserMem')}`);
  }
  if (workerFault === 'late-writes' && vhostUserInFlight === 0) {
    return refusal(`does nothing with ${nameOf('vhostUserInFlight')} 0`);
  }
  return null;
}

/** What `vm.send-migration` is given for a choice that has no conflict. */
export function sendMigrationParameters(
  choice: SendMigrationChoice,
  variant: CloudHypervisorVariant,
): CloudHypervisorParameters {
  const { defaultDowntimeMs, defaultTimeoutSeconds } = cloudHypervisorRules[variant];
  return {
    downtimeMs: choice.downtime ?? defaultDowntimeMs,
    timeoutSeconds: choice.timeout ?? defaultTimeoutSeconds,
    timeoutStrategy: choice.timeoutStrategy ?? 'cancel',
    connections: choice.connections ?? 1,
    sharedMemory: choice.sharedMemory ?? false,
    vhostUser: vhostUserDevice(choice),
    workerFault: choice.workerFault ?? null,
  };
}

function vhostUserDevice({
  vhostUserInFlight,
  vhostUserMem,
  vhostUserRate,
}: SendMigrationChoice): VhostUserDevice | null {
  if (!isGiven(vhostUserMem)) return null;
  return {
    bufferMib: vhostUserMem,
    mibPerSecond: vhostUserRate ?? vhostUserDefaults.mibPerSecond,
    inFlightPages: vhostUserInFlight ?? vhostUserDefaults.inFlightPages,
  };
}

/** What a scenario has beside what `vm.send-migration` is given. */
export interface SendMigrationSetting {
  readonly name: string;
  readonly mode: string;
  readonly variant: CloudHypervisorVariant;
  readonly cpus: number;
  readonly memGib: number;
  /** RAM of the VM; what guestperf gives it if absent. */
  readonly vmMib?: number;
  readonly sleepSeconds: number;
  readonly workload: Workload;
  readonly host: HostProfile;
  readonly seed: string;
  readonly repeat: number;
  readonly verify: boolean;
}

/** The scenario of a migration by Cloud Hypervisor. */
export function sendMigrationScenario(
  choice: SendMigrationChoice,
  setting: SendMigrationSetting,
): CloudHypervisorScenario {
  const { cpus, memGib, variant } = setting;
  return {
    name: setting.name,
    mode: setting.mode,
    vmm: 'cloud-hypervisor',
    version: variant,
    hardware: {
      cpus,
      memGib,
      vmMib: setting.vmMib ?? guestperfVmMib(memGib),
      dirtyRingSize: 0,
    },
    workload: setting.workload,
    host: setting.host,
    sending: sendMigrationParameters(choice, variant),
    management: { sleepSeconds: setting.sleepSeconds },
    seed: setting.seed,
    repeat: setting.repeat,
    verify: setting.verify,
  };
}
