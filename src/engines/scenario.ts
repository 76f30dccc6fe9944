import type {
  CloudHypervisorParameters,
  CloudHypervisorVariant,
} from './cloud-hypervisor/cloud-hypervisor.js';
import type { DirtyLimitParameters } from './qemu/features/dirty-limit/dirty-ring.js';
import type { DirtyLogForm, HostProfile } from '../profiles/host-profile.js';
import type { EncodingParameters } from './qemu/features/compression/encoding.js';
import type { FreePagePolicy } from './qemu/features/free-page/free-pages.js';
import type { QemuVersion } from '../profiles/qemu-version.js';
import type { Policy } from '../profiles/policy.js';
import type { PostcopyParameters } from './qemu/features/postcopy/postcopy.js';
import type { PausePlan, StopConditions } from '../migration/stop-condition-names.js';
import type { TransferParameters } from './qemu/features/multifd/transfer.js';
import type { Workload } from '../profiles/workload.js';

/** guestperf's hardware. */
export interface Hardware {
  readonly cpus: number;
  readonly memGib: number;
  /** RAM of the VM; guestperf gives it `memGib` GiB plus 512 MiB (engine.py). */
  readonly vmMib: number;
  /** Entries of each vCPU's dirty ring; 0 for none. */
  readonly dirtyRingSize: number;
}

/**
 * Forms of the sync that takes place while an iteration is under way: `v1` and `v2` were proposed in
 * 2024 and never merged in that form, `merged` is in QEMU 9.2 and later.
 */
export const backgroundSyncForms = ['off', 'v1', 'v2', 'merged'] as const;
export type BackgroundSyncForm = (typeof backgroundSyncForms)[number];

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
  readonly backgroundSync: BackgroundSyncForm;
  /** `cpu-responsive-throttle` (v1) or `cpu-throttle-responsive` (v2); proposed, never in a release. */
  readonly responsiveThrottle: boolean;
  /** When the source gives up converging, and switches over. */
  readonly stopConditions: StopConditions;
}

/** What guestperf itself does around the migration. */
export interface Management {
  /** Cancelled when dirty-sync-count exceeds this. */
  readonly maxIterations: number;
  /** Cancelled when this has passed. */
  readonly maxTimeSeconds: number;
  /** Seconds of workload before and after the migration. */
  readonly sleepSeconds: number;
  /** When the guest is paused, so that the migration converges; null for never. */
  readonly pause: PausePlan | null;
  /** What an operator's manager does while the migration takes long; null for nothing. */
  readonly policy: Policy | null;
}

/** A migration by QEMU, as guestperf drives it. */
export interface QemuScenario {
  readonly name: string;
  /** Name of the convergence mode, as the published tables print it. */
  readonly mode: string;
  readonly vmm: 'qemu';
  readonly version: QemuVersion;
  readonly hardware: Hardware;
  readonly workload: Workload;
  readonly host: HostProfile;
  /** The form of the bitmap; not used with a dirty ring. */
  readonly dirtyLog: DirtyLogForm;
  readonly migration: MigrationParameters;
  /** None if absent; needs a dirty ring, and no auto-converge. */
  readonly dirtyLimit?: DirtyLimitParameters;
  /** One plain stream if absent. */
  readonly transfer?: TransferParameters;
  /** The migration may switch to postcopy; precopy only if absent. */
  readonly postcopy?: PostcopyParameters;
  /** Pages travel as they are if absent. */
  readonly encoding?: EncodingParameters;
  readonly management: Management;
  /** What is done with the guest's reports of free pages; `none` if absent. */
  readonly freePageHint?: FreePagePolicy;
  readonly seed: string;
  /** Number of this repeat, from 1. */
  readonly repeat: number;
  /** Run the oracle over the migration. */
  readonly verify: boolean;
}

/** What the scenarios of all engines share: a guest, a load and a pair of hosts. */
type SharedScenario = Pick<
  QemuScenario,
  'name' | 'mode' | 'hardware' | 'workload' | 'host' | 'seed' | 'repeat' | 'verify'
>;

/** A migration by Cloud Hypervisor; `version` is a state of its source. */
export interface CloudHypervisorScenario extends SharedScenario {
  readonly vmm: 'cloud-hypervisor';
  readonly version: CloudHypervisorVariant;
  readonly sending: CloudHypervisorParameters;
  /** Seconds of workload before the migration. */
  readonly management: Pick<Management, 'sleepSeconds'>;
}

/** All that a run depends on. Same scenario and same model version: same result. */
export type Scenario = QemuScenario | CloudHypervisorScenario;
