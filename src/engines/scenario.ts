import type { Host } from '../profiles/host.js';
import type { Policy } from '../profiles/policy.js';
import { type QemuVersion, qemuVersions } from '../profiles/qemu-version.js';
import type { Workload } from '../profiles/workload.js';
import {
  type CloudHypervisorVariant,
  cloudHypervisorVariants,
} from './cloud-hypervisor/cloud-hypervisor.js';
import type { CloudHypervisorSettings } from './cloud-hypervisor/settings.js';
import type { QemuSettings } from './qemu/settings.js';
import type { Start } from './qemu/under-way/seen.js';
import type { StrategyHook } from '../strategies/checked-strategy.js';
import type { StrategySource } from '../strategies/strategy-instance.js';

/** The engines that can migrate a guest. */
export const vmms = ['qemu', 'cloud-hypervisor'] as const;
export type Vmm = (typeof vmms)[number];

/** What a run's `version` can be: a version of QEMU, or a variant of Cloud Hypervisor. */
export const engineVersions = [...qemuVersions, ...cloudHypervisorVariants] as const;

/** Marks what `resolve` has made: nobody else writes a scenario down. */
declare const isResolved: unique symbol;

/** What the scenarios of all engines share: a guest, a load and a pair of hosts. */
interface SharedScenario {
  readonly [isResolved]: true;
  readonly name: string;
  /** Name of the convergence mode, as the published tables print it. */
  readonly mode: string;
  readonly workload: Workload;
  readonly host: Host;
  readonly seed: string;
  /** Number of this repeat, from 1. */
  readonly repeat: number;
  /** Run the oracle over the migration. */
  readonly verify: boolean;
}

/** A strategy of the user's own, with the values of its settings. */
export interface ScenarioStrategy extends StrategySource {
  readonly name: string;
  /** What it has rules for. */
  readonly hooks: readonly StrategyHook[];
  readonly settings: Readonly<Record<string, number>>;
}

/** A migration by QEMU, as guestperf drives it. */
export interface QemuScenario extends SharedScenario {
  readonly vmm: 'qemu';
  readonly version: QemuVersion;
  readonly settings: QemuSettings;
  /** What an operator's manager does while the migration takes long; null for nothing. */
  readonly policy: Policy | null;
  /** What takes the place of QEMU's own rules; absent if nothing does. */
  readonly strategy?: ScenarioStrategy;
  /** From the migrate command on, unless `underWay` has made it go on from what was seen. */
  readonly start: Start;
}

/** A migration by Cloud Hypervisor; `version` is a state of its source. */
export interface CloudHypervisorScenario extends SharedScenario {
  readonly vmm: 'cloud-hypervisor';
  readonly version: CloudHypervisorVariant;
  readonly settings: CloudHypervisorSettings;
}

/**
 * All that a run depends on, dense: each setting has a value, and `settings/resolve.ts` makes it. Same scenario and
 * same model version: same result.
 */
export type Scenario = QemuScenario | CloudHypervisorScenario;
