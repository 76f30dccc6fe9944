import type { RunClock } from '../../../../guest/run-clock.js';
import type { Nanoseconds } from '../../../../sim/time.js';
import { traceEvent, type MigrationContext } from '../../../../migration/context.js';
import type { Throttle } from '../../../../migration/throttle-trigger.js';

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

/** The ladder of auto-converge's throttle (QEMU, mig_throttle_guest_down). */
export class CpuThrottle implements Throttle {
  constructor(
    private readonly parameters: ThrottleParameters,
    private readonly runClock: RunClock,
    private readonly context: MigrationContext,
  ) {}

  get percent(): number {
    return this.runClock.throttlePercent;
  }

  /** With tailslow the step follows from the ratio of what was allowed to what was dirtied. */
  step(limitBytes: number, dirtyBytes: number, now: Nanoseconds): void {
    const percent = nextThrottle(this.percent, this.parameters, limitBytes / dirtyBytes);
    throttleTo(percent, now, this.runClock, this.context);
  }
}

/** Throttles all vCPUs from now on (QEMU, cpu_throttle_set). */
export function throttleTo(
  percent: number,
  now: Nanoseconds,
  runClock: RunClock,
  context: Pick<MigrationContext, 'clock' | 'counters' | 'trace'>,
): void {
  const { counters } = context;
  const before = runClock.throttlePercent;
  if (percent === before) return;
  runClock.setThrottle(percent, now);
  counters.maxThrottlePercent = Math.max(counters.maxThrottlePercent, percent);
  traceEvent(context, { event: 'throttle', from_percent: before, to_percent: percent });
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
