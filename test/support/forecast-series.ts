import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ObservedMigration } from '../../src/observed/migration-reading.js';
import { readObserved } from '../../src/observed/read-observed.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { EngineForecaster } from '../../src/watch/engine-forecaster.js';
import { checkedPercents as cuts } from '../../src/watch/forecast-check.js';
import type { Forecast } from '../../src/watch/forecast.js';

const folders = ['test/observed/series', 'test/support/recordings'];
/** Forecasts are made in the last part before a cut only; earlier ones have no bearing on it. */
const LAST_PART = 0.07;

/** A real migration that completed, and the forecasts of it. */
export interface ForecastSeries {
  readonly name: string;
  readonly totalMs: number;
  readonly downtimeMs: number;
  /** One for each cut; null if nothing was read before it. */
  readonly forecasts: readonly (Forecast | null)[];
}

/** All real migrations of the tests, forecast as `watch --input` does with what each of them tells. */
export function forecastSeries(seed: string): readonly ForecastSeries[] {
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('json'))
      .toSorted()
      .map((file) => forecastOf(join(folder, file), seed)),
  );
}

function forecastOf(file: string, seed: string): ForecastSeries {
  const text = readFileSync(file, 'utf8');
  const migration = readObserved(text, { file, option: '--input' });
  const { downtimeMs, totalMs } = endOf(text, migration);
  const forecasts = cuts.map((percent) => forecastAt(migration, (totalMs * percent) / 100, seed));
  return { name: basename(file).replace(/\.(nd)?json$/, ''), totalMs, downtimeMs, forecasts };
}

function forecastAt({ readings, setup }: ObservedMigration, ms: number, seed: string) {
  const profile = loadHostProfile('generic-10g');
  const forecaster = new EngineForecaster({ profile, hasKnownLink: false }, seed);
  forecaster.setup(setup);
  let last: Forecast | null = null;
  for (const reading of readings.filter(({ elapsedMs, ram }) => ram !== null && elapsedMs <= ms)) {
    forecaster.observe(reading);
    if (reading.elapsedMs >= ms * (1 - LAST_PART)) last = forecaster.forecast();
    else last = null;
  }
  return last ?? (readings.some(({ elapsedMs }) => elapsedMs <= ms) ? forecaster.forecast() : null);
}

function endOf(text: string, { readings }: ObservedMigration) {
  const last = readings[readings.length - 1];
  if (last.downtimeMs !== null) return { totalMs: last.elapsedMs, downtimeMs: last.downtimeMs };
  const { extra } = JSON.parse(text) as {
    extra: { final_query_migrate: { 'total-time': number; downtime: number } };
  };
  const { downtime, 'total-time': totalMs } = extra.final_query_migrate;
  return { totalMs, downtimeMs: downtime };
}
