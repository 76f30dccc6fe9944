import * as z from 'zod/mini';
import {
  count,
  described,
  duration,
  milliseconds,
  nonNegative,
  nonNegativeInt,
  nullable,
  percent,
  share,
  signed,
} from '../input/schema-fields.js';
import { list } from '../input/schema-list.js';
import { migrationStatuses } from '../observed/migration-reading.js';
import { programIdentity, programIdentityShape } from '../results/program-identity.js';
import { toThousandths } from '../statistics/relative-error.js';
import { type Forecast, type ForecastRange, limits } from './forecast.js';
import type { CheckedNumber, ForecastCheck } from './forecast-check.js';
import { outcomes, type WatchOutcome } from './watch-outcome.js';
import type { WatchedState } from './watched-state.js';

/** A number that is forecast. */
const forecastRangeSchema = z.strictObject({
  low: described(duration, 'Low end of the interval that holds it in 80 of 100 cases, ms'),
  median: milliseconds('As likely to be exceeded as not'),
  high: described(duration, 'High end of that interval, ms'),
});

/** When a migration ends, and how long its guest stands still. */
export const forecastShape = {
  end_ms: nullable(forecastRangeSchema, 'Total time that is forecast; null where it has no end'),
  downtime_ms: nullable(
    forecastRangeSchema,
    'Downtime that is forecast; null where the migration has no end',
  ),
};

/** An answer that was read, and what is forecast after it. */
export const watchLineSchema = z.strictObject({
  elapsed_ms: milliseconds('Since the migrate command'),
  status: described(z.enum(migrationStatuses), "QEMU's word for where the migration stands"),
  ...forecastShape,
  converges: nullable(share, 'Probability that it completes by itself; null before RAM is sent'),
  limited_by: nullable(z.enum(limits), 'What holds it up; null before RAM is sent'),
  unknown: nullable(z.string(), 'What the past does not determine; null if it does'),
  hopeless: nullable(z.string(), 'Why it does not converge; null if it may'),
  iterations: nullable(nonNegativeInt, "QEMU's dirty-sync-count; null if it is not told"),
  total_bytes: nullable(nonNegativeInt, 'RAM of the guest; null before RAM is sent'),
  remaining_bytes: nullable(nonNegativeInt, 'What is still to be sent, as far as QEMU knows'),
  transferred_bytes: nullable(nonNegativeInt, 'What was sent'),
  normal_pages: nullable(nonNegativeInt, 'Pages of 4 KiB sent with content; null if not told'),
  zero_pages: nullable(nonNegativeInt, 'Pages of 4 KiB sent as zero; null if it is not told'),
  bytes_per_second: nullable(nonNegative, 'Rate of the last 100 ms; null if it is not told'),
  dirty_rate_pps: nullable(nonNegative, 'Pages newly dirtied a second, as QEMU measures them'),
  throttle_percent: described(percent, 'Of the time of the vCPUs'),
  expected_downtime_ms: nullable(duration, "QEMU's own guess; null if it tells none"),
});

const checkedNumber = z.strictObject({
  ...forecastRangeSchema.shape,
  error_percent: described(signed, 'Of the median; positive if too much was forecast'),
  within: described(z.boolean(), 'Whether the interval contains what came'),
});

/** The last line: how it ended, and how good the forecasts were. */
export const watchOutcomeSchema = z.strictObject({
  outcome: described(z.enum(outcomes), 'How watching ended'),
  total_time_ms: nullable(duration, 'Null unless it completed'),
  downtime_ms: nullable(duration, 'Null unless it completed, and QEMU tells it'),
  elapsed_ms: nullable(duration, 'At the last answer; null if there was none'),
  answers: count('Answers that were read'),
  reason: nullable(z.string(), "QEMU's words for a failure, or why nothing more was read"),
  forecasts: described(
    list(
      z.strictObject({
        percent: described(percent, 'Part of the total time at which it was made'),
        elapsed_ms: duration,
        converges: share,
        end_ms: nullable(checkedNumber, 'Null if no end was forecast'),
        downtime_ms: nullable(checkedNumber, 'Null if none was forecast, or QEMU tells none'),
      }),
    ),
    'Forecasts next to what came; none unless it completed',
  ),
  ...programIdentityShape,
});

/** A line of `watch --format ndjson`. */
export const watchRecordSchema = z.union([watchLineSchema, watchOutcomeSchema]);

export type WatchLine = z.infer<typeof watchLineSchema>;
export type WatchOutcomeLine = z.infer<typeof watchOutcomeSchema>;

export function watchLine({ forecast, reading }: WatchedState): WatchLine {
  const { ram } = reading;
  return {
    elapsed_ms: toThousandths(reading.elapsedMs),
    status: reading.status,
    ...forecastKeys(forecast),
    iterations: ram?.dirtySyncCount ?? null,
    total_bytes: ram?.totalBytes ?? null,
    remaining_bytes: ram?.remainingBytes ?? null,
    transferred_bytes: ram?.transferredBytes ?? null,
    normal_pages: ram?.normalPages ?? null,
    zero_pages: ram?.zeroPages ?? null,
    bytes_per_second: ram?.bytesPerSecond ?? null,
    dirty_rate_pps: ram?.dirtyPagesPerSecond ?? null,
    throttle_percent: reading.throttlePercent,
    expected_downtime_ms: reading.expectedDowntimeMs,
  };
}

export function watchOutcomeLine(outcome: WatchOutcome): WatchOutcomeLine {
  const { answers, checks, last, name, reason } = outcome;
  const isCompleted = name === 'completed';
  return {
    outcome: name,
    total_time_ms: isCompleted && last !== null ? last.elapsedMs : null,
    downtime_ms: isCompleted && last !== null ? last.downtimeMs : null,
    elapsed_ms: last === null ? null : toThousandths(last.elapsedMs),
    answers,
    reason,
    forecasts: checks.map(checkKeys),
    ...programIdentity,
  };
}

function forecastKeys(
  forecast: Forecast | null,
): Pick<WatchLine, 'end_ms' | 'downtime_ms' | 'converges' | 'limited_by' | 'unknown' | 'hopeless'> {
  return {
    end_ms: rangeKeys(forecast?.endMs ?? null),
    downtime_ms: rangeKeys(forecast?.downtimeMs ?? null),
    converges: forecast === null ? null : toThousandths(forecast.converges),
    limited_by: forecast?.limitedBy ?? null,
    unknown: forecast?.unknown ?? null,
    hopeless: forecast?.hopeless ?? null,
  };
}

/** A range as it is published. */
export function rangeKeys(forecast: ForecastRange | null): ForecastRange | null {
  if (forecast === null) return null;
  const { high, low, median } = forecast;
  return { low: toThousandths(low), median: toThousandths(median), high: toThousandths(high) };
}

function checkKeys(check: ForecastCheck): WatchOutcomeLine['forecasts'][number] {
  const { converges, downtime, elapsedMs, end, percent: at } = check;
  return {
    percent: at,
    elapsed_ms: toThousandths(elapsedMs),
    converges: toThousandths(converges),
    end_ms: checkedKeys(end),
    downtime_ms: checkedKeys(downtime),
  };
}

function checkedKeys(checked: CheckedNumber | null) {
  if (checked === null) return null;
  const { errorPercent, forecast, isWithin } = checked;
  const { high, low, median } = forecast;
  return {
    low: toThousandths(low),
    median: toThousandths(median),
    high: toThousandths(high),
    error_percent: toThousandths(errorPercent),
    within: isWithin,
  };
}
