import { guestperfVmMib } from './defaults.js';
import type { DirtyLimitParameters } from '../engines/qemu/features/dirty-limit/dirty-ring.js';
import type { GuestperfParameters } from './guestperf-parameters.js';
import type { EncodingParameters } from '../engines/qemu/features/compression/encoding.js';
import type { FreePagePolicy } from '../engines/qemu/features/free-page/free-pages.js';
import type { DirtyLogForm, HostProfile } from '../profiles/host-profile.js';
import type { Policy } from '../profiles/policy.js';
import type { PostcopyParameters } from '../engines/qemu/features/postcopy/postcopy.js';
import type { QemuVersion } from '../profiles/qemu-version.js';
import type { BackgroundSyncForm, QemuScenario } from '../engines/scenario.js';
import {
  convergenceTimeoutStartMs,
  noStopConditions,
  type PausePlan,
  type StopConditions,
} from '../migration/stop-condition-names.js';
import type { TransferParameters } from '../engines/qemu/features/multifd/transfer.js';
import type { Workload } from '../profiles/workload.js';

/** What a scenario has beside the parameters of guestperf's command line. */
export interface ScenarioSetting {
  readonly name: string;
  readonly mode: string;
  readonly version: QemuVersion;
  readonly workload: Workload;
  readonly host: HostProfile;
  readonly dirtyLog: DirtyLogForm;
  readonly dirtyRingSize: number;
  /** None if absent. */
  readonly dirtyLimit?: DirtyLimitParameters;
  readonly backgroundSync: BackgroundSyncForm;
  readonly responsiveThrottle: boolean;
  /** None if absent. */
  readonly stopConditions?: StopConditions;
  readonly pause?: PausePlan | null;
  readonly policy?: Policy | null;
  /** One plain stream if absent. */
  readonly transfer?: TransferParameters;
  /** Precopy only if absent. */
  readonly postcopy?: PostcopyParameters | undefined;
  /** Pages travel as they are if absent. */
  readonly encoding?: EncodingParameters;
  readonly seed: string;
  readonly repeat: number;
  readonly verify: boolean;
  readonly freePageHint?: FreePagePolicy;
  /** RAM of the VM; what guestperf gives it if absent. */
  readonly vmMib?: number;
}

/** The scenario of a guestperf command line. */
export function guestperfScenario(
  parameters: GuestperfParameters,
  setting: ScenarioSetting,
): QemuScenario {
  const stopConditions = setting.stopConditions ?? noStopConditions;
  const doublesLimit = stopConditions.convergenceTimeoutSeconds !== null;
  return {
    name: setting.name,
    mode: setting.mode,
    vmm: 'qemu',
    version: setting.version,
    hardware: {
      cpus: parameters.cpus,
      memGib: parameters.mem,
      vmMib: setting.vmMib ?? guestperfVmMib(parameters.mem),
      dirtyRingSize: setting.dirtyRingSize,
    },
    workload: setting.workload,
    host: setting.host,
    dirtyLog: setting.dirtyLog,
    migration: {
      bandwidthMibPerSecond: parameters.bandwidth,
      downtimeLimitMs: doublesLimit ? convergenceTimeoutStartMs : parameters.downtime,
      autoConverge: parameters.autoConverge,
      throttleInitial: parameters.throttleInitial,
      throttleIncrement: parameters.autoConvergeStep,
      maxThrottle: parameters.maxThrottle,
      throttleTailslow: parameters.throttleTailslow,
      throttleTriggerThreshold: parameters.throttleTriggerThreshold,
      backgroundSync: setting.backgroundSync,
      responsiveThrottle: setting.responsiveThrottle,
      stopConditions,
    },
    ...(setting.dirtyLimit !== undefined && { dirtyLimit: setting.dirtyLimit }),
    ...(setting.transfer !== undefined && { transfer: setting.transfer }),
    ...(setting.postcopy !== undefined && { postcopy: setting.postcopy }),
    ...(setting.encoding !== undefined && { encoding: setting.encoding }),
    management: {
      maxIterations: parameters.maxIters,
      maxTimeSeconds: parameters.maxTime,
      sleepSeconds: parameters.sleep,
      pause: setting.pause ?? null,
      policy: setting.policy ?? null,
    },
    ...(setting.freePageHint !== undefined && { freePageHint: setting.freePageHint }),
    seed: setting.seed,
    repeat: setting.repeat,
    verify: setting.verify,
  };
}
