/**
 * What ends a migration that does not converge by itself, by name: conditions of the source, what
 * guestperf does to the guest, what an operator's policy or a strategy does, and what ends Cloud Hypervisor's loop.
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
  'strategy-switchover',
  'strategy-downtime-limit',
  'strategy-pause',
  'strategy-postcopy',
] as const;
export type StopConditionName = (typeof stopConditionNames)[number];

/** When guestperf pauses the guest: at an iteration count, or at a time. */
export type PausePlan =
  | { readonly at: 'iterations'; readonly iterations: number }
  | { readonly at: 'time'; readonly seconds: number };
