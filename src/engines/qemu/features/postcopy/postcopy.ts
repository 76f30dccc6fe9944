import { enablesPostcopy, type Policy } from '../../../../profiles/policy.js';
import type { SettingValues } from '../../../setting.js';
import type { postcopySettings } from './settings.js';

/** The capability postcopy-ram, and what belongs to it. */
export interface PostcopyParameters {
  /** Iteration count at which guestperf starts postcopy; null leaves it to a policy. */
  readonly startAtIterations: number | null;
  /** `max-postcopy-bandwidth` in MiB/s, of the background; 0 is unlimited. */
  readonly maxBandwidthMibPerSecond: number;
  /** Whether requests have a connection of their own (`postcopy-preempt`). */
  readonly preempt: boolean;
}

interface PostcopyChoice {
  readonly settings: SettingValues<typeof postcopySettings>;
  readonly policy: Policy | null;
}

/** Whether a migration may switch to postcopy: guestperf asks for it, or an operator's policy. */
export function mayPostcopy({ policy, settings }: PostcopyChoice): boolean {
  return settings.postCopy || (policy !== null && enablesPostcopy(policy));
}

/** The postcopy that a scenario asks for; null for precopy only. */
export function postcopyOf(choice: PostcopyChoice): PostcopyParameters | null {
  if (!mayPostcopy(choice)) return null;
  const { maxPostcopyBandwidth, postCopy, postCopyIters, postcopyPreempt } = choice.settings;
  return {
    startAtIterations: postCopy ? postCopyIters : null,
    maxBandwidthMibPerSecond: maxPostcopyBandwidth,
    preempt: postcopyPreempt,
  };
}
