import type { CloudHypervisorVariant } from './cloud-hypervisor.js';

/**
 * When the loop over memory ends.
 *
 * - `five-passes`: after five passes over the dirty log, or at an empty one.
 * - `pending-bytes`: when less is pending than the last pass would send in the downtime (whole bytes
 *   a millisecond), from the second dirty pass on.
 * - `estimate`: when the estimate is within the downtime, from the first dirty pass on.
 * - `budget`: when nothing is dirty, or the estimate is within the downtime, or the timeout says so.
 */
export type StopRule = 'five-passes' | 'pending-bytes' | 'estimate' | 'budget';

/** What the last table is made of: the last dirty log, and the table that ended the loop. */
export type FinalTable = 'fresh' | 'concatenated' | 'merged';

/** How the fork slows the vCPUs down. */
export interface ThrottleRules {
  /** Percent in iteration 0. */
  readonly firstPercent: number;
  /** Iterations from one raise by 10 % to the next. */
  readonly raiseEvery: number;
  /** Length of a slice of pausing and running, ms; `adaptive` follows the cost of pausing. */
  readonly sliceMs: number | 'adaptive';
  /** How long a stop of the throttling thread waits at most where it cannot be interrupted, ms. */
  readonly idlePollMs: number;
}

/** What differs between the variants. */
export interface CloudHypervisorRules {
  readonly stopRule: StopRule;
  readonly throttle: ThrottleRules | null;
  readonly finalTable: FinalTable;
  readonly maxConnections: number;
  /** Sends chunks of 64 MiB, each with its acknowledgement, over a single connection too. */
  readonly chunksOneConnection: boolean;
  /** Which part of a range that does not fit a chunk takes. */
  readonly chunkTakes: 'upper' | 'lower';
  /** Leaves holes of shared memory out of the first pass. */
  readonly sparseFirstPass: boolean;
  /** Sends what the snapshot has dirtied. */
  readonly passAfterSnapshot: boolean;
  readonly dirtyLogWorker: boolean;
  /** Defaults of `downtime_ms` and `timeout_s`; null where the variant has no such parameter. */
  readonly defaultDowntimeMs: number | null;
  readonly defaultTimeoutSeconds: number | null;
  /** Knows `timeout_strategy`. */
  readonly hasTimeoutStrategy: boolean;
  /** A pass that sends nothing leaves the bandwidth as it was, so that an idle guest converges. */
  readonly keepsBandwidth: boolean;
  /** Times out only when more than the timeout has passed. */
  readonly timeoutIsExclusive: boolean;
}

const upstream = {
  stopRule: 'budget',
  throttle: null,
  finalTable: 'concatenated',
  maxConnections: 128,
  chunksOneConnection: false,
  chunkTakes: 'upper',
  sparseFirstPass: true,
  passAfterSnapshot: true,
  dirtyLogWorker: false,
  defaultDowntimeMs: 300,
  defaultTimeoutSeconds: 3600,
  hasTimeoutStrategy: true,
  keepsBandwidth: false,
  timeoutIsExclusive: false,
} as const satisfies CloudHypervisorRules;

const fork2025 = {
  ...upstream,
  stopRule: 'pending-bytes',
  maxConnections: 1,
  sparseFirstPass: false,
  passAfterSnapshot: false,
  defaultDowntimeMs: 500,
  hasTimeoutStrategy: false,
  // Assumed: the state of 2026 does.
  keepsBandwidth: true,
} as const satisfies CloudHypervisorRules;

const forkNew = {
  ...upstream,
  throttle: { firstPercent: 0, raiseEvery: 2, sliceMs: 'adaptive', idlePollMs: 0 },
  chunksOneConnection: true,
  chunkTakes: 'lower',
  sparseFirstPass: false,
} as const satisfies CloudHypervisorRules;

/** The rules of each variant (Cloud Hypervisor, vmm/src/lib.rs and vm-migration at that state). */
export const cloudHypervisorRules: Readonly<Record<CloudHypervisorVariant, CloudHypervisorRules>> =
  {
    'ch-legacy': {
      ...upstream,
      stopRule: 'five-passes',
      finalTable: 'fresh',
      maxConnections: 1,
      sparseFirstPass: false,
      passAfterSnapshot: false,
      defaultDowntimeMs: null,
      defaultTimeoutSeconds: null,
      hasTimeoutStrategy: false,
    },
    'ch-v52': { ...upstream, sparseFirstPass: false, passAfterSnapshot: false },
    'ch-main': upstream,
    'cyberus-2025a': {
      ...fork2025,
      throttle: { firstPercent: 0, raiseEvery: 2, sliceMs: 300, idlePollMs: 1000 },
    },
    'cyberus-2025b': {
      ...fork2025,
      throttle: { firstPercent: 10, raiseEvery: 1, sliceMs: 500, idlePollMs: 0 },
    },
    'cyberus-mid': {
      ...forkNew,
      stopRule: 'estimate',
      passAfterSnapshot: false,
      defaultTimeoutSeconds: null,
      hasTimeoutStrategy: false,
      keepsBandwidth: true,
      timeoutIsExclusive: true,
    },
    'cyberus-new': forkNew,
    'cyberus-dlw': { ...forkNew, finalTable: 'merged', dirtyLogWorker: true, chunkTakes: 'upper' },
  };
