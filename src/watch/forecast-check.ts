import { percentOff } from '../statistics/relative-error.js';
import type { ForecastRange } from './forecast.js';
import type { LoggedForecast } from './forecast-log.js';

/** The parts of the total time at which forecasts are looked at afterwards, percent. */
export const checkedPercents = [25, 50, 75] as const;

/** What was forecast of a number, next to what came. */
export interface CheckedNumber {
  readonly forecast: ForecastRange;
  /** Of the median, percent of what came; positive if too much was forecast. */
  readonly errorPercent: number;
  /** Whether the interval contains what came. */
  readonly isWithin: boolean;
}

/** A forecast, looked at when the migration has completed. */
export interface ForecastCheck {
  /** At which part of the total time it was made, percent. */
  readonly percent: number;
  readonly elapsedMs: number;
  readonly converges: number;
  /** Null if no end was forecast. */
  readonly end: CheckedNumber | null;
  readonly downtime: CheckedNumber | null;
}

/**
 * How good the forecasts at 25, 50 and 75 % of the total time were. Of each moment the last forecast before it counts;
 * a moment before the first one is left out.
 *
 * @param downtimeMs null if it is not known
 */
export function forecastChecks(
  log: readonly LoggedForecast[],
  totalMs: number,
  downtimeMs: number | null,
): readonly ForecastCheck[] {
  return checkedPercents.flatMap((percent) => {
    const made = log.findLast(({ elapsedMs }) => elapsedMs <= (totalMs * percent) / 100);
    if (made === undefined) return [];
    const { converges, elapsedMs } = made;
    const end = checked(made.endMs, totalMs);
    const downtime = downtimeMs === null ? null : checked(made.downtimeMs, downtimeMs);
    return [{ percent, elapsedMs, converges, end, downtime }];
  });
}

function checked(forecast: ForecastRange | null, truth: number): CheckedNumber | null {
  if (forecast === null || truth <= 0) return null;
  return {
    forecast,
    errorPercent: percentOff(forecast.median, truth),
    isWithin: forecast.low <= truth && truth <= forecast.high,
  };
}
