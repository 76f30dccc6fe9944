import type { ThrottleLook, ThrottleRule } from '../../../../migration/rules/throttle-rule.js';
import type { ThrottleTrigger } from '../../../../migration/throttle-trigger.js';

export interface ThrottleParameters {
  /** cpu-throttle-initial, percent. */
  readonly initial: number;
  /** cpu-throttle-increment, percent. */
  readonly increment: number;
  /** max-cpu-throttle, percent. */
  readonly maximum: number;
  /** cpu-throttle-tailslow. */
  readonly tailslow: boolean;
}

/** Auto-converge: a step of its ladder after each period that calls for one (QEMU, mig_throttle_guest_down). */
export class AutoConverge implements ThrottleRule {
  constructor(
    private readonly parameters: ThrottleParameters,
    private readonly trigger: ThrottleTrigger,
  ) {}

  /** With tailslow the step follows from the ratio of what was allowed to what was dirtied. */
  percent({ periodDirtyBytes, periodSentBytes, throttlePercent }: ThrottleLook): number | null {
    const allowed = this.trigger.exceeded(periodDirtyBytes, periodSentBytes);
    if (allowed === null) return null;
    return nextThrottle(throttlePercent, this.parameters, allowed / periodDirtyBytes);
  }
}

/** The throttle that follows `percent` (0: none yet); `idealRatio` is allowed / dirtied bytes. */
export function nextThrottle(
  percent: number,
  parameters: ThrottleParameters,
  idealRatio: number,
): number {
  if (percent === 0) return parameters.initial;
  let increment = parameters.increment;
  if (parameters.tailslow) {
    const runShare = 100 - percent;
    increment = Math.min(runShare - Math.trunc(runShare * idealRatio), increment);
  }
  return Math.min(percent + increment, parameters.maximum);
}
