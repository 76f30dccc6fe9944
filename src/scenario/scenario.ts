import type { DirtyLogForm, HostProfile } from './host-profile.js';
import type { QemuVersion } from './qemu-version.js';

/** guestperf's hardware: the VM gets `memGib` GiB plus 512 MiB (guestperf, engine.py). */
export interface Hardware {
  readonly cpus: number;
  readonly memGib: number;
  readonly dirtyRingSize: number;
}

/** guestperf's stress program over `stressMib` MiB in total, split evenly over the vCPUs. */
export interface StressWorkload {
  readonly kind: 'stress';
  readonly stressMib: number;
}

export type Workload = StressWorkload;

/** The migration parameters of QEMU that a scenario sets; units as in the names. */
export interface MigrationParameters {
  /** `max-bandwidth` in MiB/s; 0 is unlimited. */
  readonly bandwidthMibPerSecond: number;
  /** `downtime-limit`. */
  readonly downtimeLimitMs: number;
  readonly autoConverge: boolean;
  /** `cpu-throttle-initial`, percent. */
  readonly throttleInitial: number;
  /** `cpu-throttle-increment`, percent. */
  readonly throttleIncrement: number;
  /** `max-cpu-throttle`, percent. */
  readonly maxThrottle: number;
  readonly throttleTailslow: boolean;
  /** `throttle-trigger-threshold`, percent. */
  readonly throttleTriggerThreshold: number;
}

/** What guestperf itself does around the migration. */
export interface Management {
  /** Cancelled when dirty-sync-count exceeds this. */
  readonly maxIterations: number;
  /** Cancelled when this has passed. */
  readonly maxTimeSeconds: number;
  /** Seconds of workload before and after the migration. */
  readonly sleepSeconds: number;
}

/** All that a run depends on. Same scenario and same model version: same result. */
export interface Scenario {
  readonly name: string;
  /** Name of the convergence mode, as the published tables print it. */
  readonly mode: string;
  readonly vmm: 'qemu';
  readonly version: QemuVersion;
  readonly hardware: Hardware;
  readonly workload: Workload;
  readonly host: HostProfile;
  readonly dirtyLog: DirtyLogForm;
  readonly migration: MigrationParameters;
  readonly management: Management;
  readonly seed: string;
  /** Number of this repeat, from 1. */
  readonly repeat: number;
  /** Run the oracle over the migration. */
  readonly verify: boolean;
}
