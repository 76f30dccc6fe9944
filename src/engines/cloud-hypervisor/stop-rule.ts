import type { CloudHypervisorSettings } from './settings.js';
import type { CloudHypervisorRules } from './cloud-hypervisor-rules.js';
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

type SendParameters = Pick<CloudHypervisorSettings, 'downtime' | 'timeout' | 'timeoutStrategy'>;

/**
 * Whether the loop ends with the table of `forecast` unsent (vmm/src/lib.rs, is_precopy_converged and
 * what was before it). The budget is looked at before the timeout, so a pass that meets both converges.
 */
export function decide(
  rules: Pick<CloudHypervisorRules, 'stopRule' | 'timeoutIsExclusive'>,
  parameters: SendParameters,
  forecast: PassForecast,
): LoopDecision {
  if (rules.stopRule === 'five-passes') {
    return forecast.iteration > 0 && forecast.currentBytes === 0 ? 'converged' : 'continue';
  }
  if (isWithinBudget(rules, parameters.downtime ?? 0, forecast)) return 'converged';
  if (!hasTimedOut(rules, parameters, forecast)) return 'continue';
  return parameters.timeoutStrategy === 'ignore' ? 'forced' : 'timed-out';
}

function isWithinBudget(
  { stopRule }: Pick<CloudHypervisorRules, 'stopRule'>,
  downtimeMs: number,
  { bytesPerSecond, currentBytes, estimatedDowntimeMs, iteration }: PassForecast,
): boolean {
  switch (stopRule) {
    case 'pending-bytes': {
      const bytesPerMs = Math.floor((bytesPerSecond ?? 0) / 1000);
      return iteration > 1 && currentBytes < bytesPerMs * downtimeMs;
    }
    case 'estimate':
      return iteration > 0 && (estimatedDowntimeMs ?? 0) <= downtimeMs;
    case 'five-passes':
    case 'budget':
      return (
        currentBytes === 0 || (estimatedDowntimeMs !== null && estimatedDowntimeMs <= downtimeMs)
      );
  }
}

function hasTimedOut(
  { timeoutIsExclusive }: Pick<CloudHypervisorRules, 'timeoutIsExclusive'>,
  { timeout }: SendParameters,
  { elapsedMs, iteration }: PassForecast,
): boolean {
  if (timeout === null) return iteration >= ENDLESS_PASSES || elapsedMs >= ENDLESS_MS;
  const timeoutMs = timeout * 1000;
  return timeoutIsExclusive ? elapsedMs > timeoutMs : elapsedMs >= timeoutMs;
}
