import { guestperfVmMib } from './defaults.js';
import type { GuestperfParameters } from './guestperf-parameters.js';
import type { DirtyLogForm, HostProfile } from './host-profile.js';
import type { QemuVersion } from './qemu-version.js';
import type { BackgroundSyncForm, Scenario } from './scenario.js';
import type { TransferParameters } from './transfer.js';
import type { Workload } from './workload.js';

/** What a scenario has beside the parameters of guestperf's command line. */
export interface ScenarioSetting {
  readonly name: string;
  readonly mode: string;
  readonly version: QemuVersion;
  readonly workload: Workload;
  readonly host: HostProfile;
  readonly dirtyLog: DirtyLogForm;
  readonly dirtyRingSize: number;
  readonly backgroundSync: BackgroundSyncForm;
  readonly responsiveThrottle: boolean;
  /** One plain stream if absent. */
  readonly transfer?: TransferParameters;
  readonly seed: string;
  readonly repeat: number;
  readonly verify: boolean;
}

/** The scenario of a guestperf command line. */
export function guestperfScenario(
  parameters: GuestperfParameters,
  setting: ScenarioSetting,
): Scenario {
  return {
    name: setting.name,
    mode: setting.mode,
    vmm: 'qemu',
    version: setting.version,
    hardware: {
      cpus: parameters.cpus,
      memGib: parameters.mem,
      vmMib: guestperfVmMib(parameters.mem),
      dirtyRingSize: setting.dirtyRingSize,
    },
    workload: setting.workload,
    host: setting.host,
    dirtyLog: setting.dirtyLog,
    migration: {
      bandwidthMibPerSecond: parameters.bandwidth,
      downtimeLimitMs: parameters.downtime,
      autoConverge: parameters.autoConverge,
      throttleInitial: parameters.throttleInitial,
      throttleIncrement: parameters.autoConvergeStep,
      maxThrottle: parameters.maxThrottle,
      throttleTailslow: parameters.throttleTailslow,
      throttleTriggerThreshold: parameters.throttleTriggerThreshold,
      backgroundSync: setting.backgroundSync,
      responsiveThrottle: setting.responsiveThrottle,
    },
    ...(setting.transfer !== undefined && { transfer: setting.transfer }),
    management: {
      maxIterations: parameters.maxIters,
      maxTimeSeconds: parameters.maxTime,
      sleepSeconds: parameters.sleep,
    },
    seed: setting.seed,
    repeat: setting.repeat,
    verify: setting.verify,
  };
}
