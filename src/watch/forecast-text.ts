import { bytesText, shortNumber } from '../documents/chart-number.js';
import { PAGE_BYTES } from '../memory/units.js';
import type { MigrationReading } from '../observed/migration-reading.js';
import type { ChangeForecast, Forecast, ForecastRange } from './forecast.js';

type Expected = Pick<Forecast, 'endMs' | 'downtimeMs' | 'converges'>;

/** What is to be expected, from now on: "ends in 40 s (30..75), downtime 180 ms (90..310), 93 % sure to converge". */
export function forecastText(forecast: Expected, elapsedMs: number): string {
  const { converges, downtimeMs, endMs } = forecast;
  const sure = `${Math.round(converges * 100)} % sure to converge`;
  if (endMs === null) return `no end in sight, ${sure}`;
  const parts = [`ends in ${leftText(endMs, elapsedMs)}`];
  if (downtimeMs !== null) parts.push(`downtime ${rangeText(downtimeMs, 1, 'ms')}`);
  return [...parts, sure].join(', ');
}

/** What else there is to say: why it does not converge, what the past does not determine. */
export function remarks({ hopeless, unknown }: Forecast): readonly string[] {
  const reasons = hopeless === null ? [] : [`does not converge: ${hopeless}`];
  return unknown === null ? reasons : [...reasons, `not known: ${unknown}`];
}

/** What a change would do: "downtime limit 300 to 1000 ms: ends in 12 s (9..14), ...". */
export function changeText({ change, forecast }: ChangeForecast, elapsedMs: number): string {
  return `${change}: ${forecastText(forecast, elapsedMs)}`;
}

/** Where it stands: "12.3 s  active  pass 3  84 MiB of 8 GiB left". */
export function standText({ elapsedMs, ram, status, throttlePercent }: MigrationReading): string {
  const parts = [`${clockText(elapsedMs)}`, status];
  if (ram !== null) {
    if (ram.dirtySyncCount !== null) parts.push(`pass ${ram.dirtySyncCount}`);
    parts.push(`${bytesText(ram.remainingBytes)} of ${bytesText(ram.totalBytes)} left`);
    if (ram.bytesPerSecond !== null) parts.push(`sent at ${bytesText(ram.bytesPerSecond)}/s`);
    if (ram.dirtyPagesPerSecond > 0) {
      parts.push(`dirtied at ${bytesText(ram.dirtyPagesPerSecond * PAGE_BYTES)}/s`);
    }
  }
  if (throttlePercent > 0) parts.push(`throttle ${throttlePercent} %`);
  return parts.join(', ');
}

/** A time since the migrate command: "12.3 s". */
export function clockText(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** A number with its interval: "40 s (30..75)". */
export function rangeText(
  { high, low, median }: ForecastRange,
  perUnit: number,
  unit: string,
): string {
  const [least, middle, most] = [low, median, high].map((value) => shortNumber(value / perUnit));
  return `${middle} ${unit} (${least}..${most})`;
}

function leftText(endMs: ForecastRange, elapsedMs: number): string {
  const left = (value: number) => Math.max(0, value - elapsedMs);
  const range = { low: left(endMs.low), median: left(endMs.median), high: left(endMs.high) };
  return rangeText(range, 1000, 's');
}
