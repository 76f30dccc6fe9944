import type { CloudHypervisorSettings } from './settings.js';
import type { CloudHypervisorRules, StopRule } from './cloud-hypervisor-rules.js';
import type { PassForecast } from './memory-metrics.js';

/**
 * What becomes of the loop before a pass is sent. After the timeout a loop is `forced` if the guest is
 * paused all the same, and `timed-out` if the migration fails.
 */
export type LoopDecision = 'continue' | 'converged' | 'forced' | 'timed-out';

/** Without a timeout a migration may never end; the simulation gives it up after a day, or so many passes. */
export const ENDLESS_PASSES = 100_000;
const ENDLESS_MS = 24 * 3600 * 1000;

/** Passes over the dirty log that releases up to v51 send at most. */
export const LEGACY_DIRTY_PASSES = 5;

/**
 * Whether the loop ends with the table of `forecast` unsent (vmm/src/lib.rs, is_precopy_converged and
 * what was before it). The budget is looked at before the timeout, so a pass that meets both converges.
 */
export function decide(
  rules: Pick<CloudHypervisorRules, 'stopRule' | 'timeoutIsExclusive'>,
  parameters: Pick<CloudHypervisorSettings, 'downtime' | 'timeout' | 'timeoutStrategy'>,
  forecast: PassForecast,
): LoopDecision {
  const { stopRule, timeoutIsExclusive } = rules;
  if (hasConverged(stopRule, parameters.downtime ?? 0, forecast)) return 'converged';
  if (stopRule === 'five-passes') return 'continue';
  if (!hasTimedOut(timeoutIsExclusive, parameters.timeout, forecast)) return 'continue';
  return parameters.timeoutStrategy === 'ignore' ? 'forced' : 'timed-out';
}

function hasConverged(
  stopRule: StopRule,
  downtimeMs: number,
  { bytesPerSecond, currentBytes, estimatedDowntimeMs, iteration }: PassForecast,
): boolean {
  switch (stopRule) {
    case 'five-passes':
      return iteration > 0 && currentBytes === 0;
    case 'pending-bytes': {
      const bytesPerMs = Math.floor((bytesPerSecond ?? 0) / 1000);
      return iteration > 1 && currentBytes < bytesPerMs * downtimeMs;
    }
    case 'estimate':
      return iteration > 0 && (estimatedDowntimeMs ?? 0) <= downtimeMs;
    case 'budget':
      return (
        currentBytes === 0 || (estimatedDowntimeMs !== null && estimatedDowntimeMs <= downtimeMs)
      );
  }
}

function hasTimedOut(
  timeoutIsExclusive: boolean,
  timeout: number | null,
  { elapsedMs, iteration }: PassForecast,
): boolean {
  if (timeout === null) return iteration >= ENDLESS_PASSES || elapsedMs >= ENDLESS_MS;
  const timeoutMs = timeout * 1000;
  return timeoutIsExclusive ? elapsedMs > timeoutMs : elapsedMs >= timeoutMs;
}
