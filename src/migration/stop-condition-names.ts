/**
 * What ends a migration that does not converge by itself, by name: conditions of the source, what
 * guestperf does to the guest, what an operator's policy does, and what ends Cloud Hypervisor's loop.
 */
export const stopConditionNames = [
  'max-full-passes',
  'max-transfer-factor',
  'convergence-timeout',
  'deadline',
  'pause',
  'pause-after',
  'policy-pause',
  'policy-downtime-limit',
  'timeout',
  'pass-limit',
  'post-copy',
  'policy-postcopy',
] as const;
export type StopConditionName = (typeof stopConditionNames)[number];

/**
 * Conditions that the source looks at by itself. They were discussed on qemu-devel in 2011, and
 * none is in a release. Null: not asked for.
 */
export interface StopConditions {
  /** Switch over after this many full scans of RAM. */
  readonly maxFullPasses: number | null;
  /** Switch over when more than this many times the RAM has been sent. */
  readonly maxTransferFactor: number | null;
  /** Double the downtime limit each time that this has passed. */
  readonly convergenceTimeoutSeconds: number | null;
  /** Switch over when this has passed since the migrate command. */
  readonly deadlineSeconds: number | null;
}

export const noStopConditions: StopConditions = {
  maxFullPasses: null,
  maxTransferFactor: null,
  convergenceTimeoutSeconds: null,
  deadlineSeconds: null,
};

/** When guestperf pauses the guest: at an iteration count, or at a time. */
export type PausePlan =
  | { readonly at: 'iterations'; readonly iterations: number }
  | { readonly at: 'time'; readonly seconds: number };

/** The downtime limit from which the convergence timeout doubles: QEMU's default of 2011. */
export const convergenceTimeoutStartMs = 30;

/** What of the conditions was proposed on the mailing list and never in a release, in words. */
export function neverReleasedStops(conditions: StopConditions): string[] {
  return [
    ...(conditions.maxFullPasses === null ? [] : ['a limit of full passes']),
    ...(conditions.maxTransferFactor === null ? [] : ['a limit of bytes sent']),
    ...(conditions.convergenceTimeoutSeconds === null ? [] : ['convergence timeout']),
    ...(conditions.deadlineSeconds === null ? [] : ['deadline']),
  ];
}
