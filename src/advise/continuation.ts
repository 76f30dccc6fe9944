import { isFinal, type ObservedMigration } from '../observed/migration-reading.js';
import { toThousandths } from '../statistics/relative-error.js';
import { EngineForecaster } from '../watch/engine-forecaster.js';
import type { ChangeForecast, ChangeKind, Forecast } from '../watch/forecast.js';
import type { ForecastHost } from '../watch/future.js';
import { rangeKeys } from '../watch/watch-record.js';
import { type ContinuationAdvice, type Verdict, verdicts } from './advice.js';
import type { Goals } from './goals.js';

/** A migration that runs, as far as it was seen. */
export interface MigrationUnderWay {
  readonly observed: ObservedMigration;
  /** What the answers do not tell: what pages, syncs and device state cost; and perhaps the link. */
  readonly host: ForecastHost;
}

/** Less sure to converge than this, a migration does not surely keep to its goals. */
const SURE = 0.9;
/** What a way is called that a question may do without, by what is changed of it while it runs. */
const ways: Readonly<Partial<Record<ChangeKind, string>>> = {
  throttle: 'auto-converge',
  postcopy: 'postcopy',
};

type Expected = Pick<Forecast, 'endMs' | 'downtimeMs' | 'converges'>;

/** Whether a migration that was seen last is on its way: it sends, and has not ended. */
export function isUnderWay({ readings }: ObservedMigration): boolean {
  const status = readings.at(-1)?.status;
  const isOver = status === undefined || isFinal(status);
  return !isOver && status !== 'none' && status !== 'setup';
}

/**
 * How a migration goes on from where it stands, as `watch` forecasts it from the same answers, and what could be changed
 * now.
 *
 * @param without names of ways that may not be used
 */
export function continuationOf(
  { host, observed }: MigrationUnderWay,
  goals: Goals,
  without: readonly string[],
  seed: string,
): ContinuationAdvice {
  const forecaster = new EngineForecaster(host, seed);
  forecaster.setup(observed.setup);
  for (const reading of observed.readings) forecaster.observe(reading);
  const forecast = forecaster.forecast();
  const changes = forecaster
    .changes()
    .filter(({ kind }) => !without.includes(ways[kind] ?? ''))
    .map((change) => changeAdvice(change, goals));
  const { hopeless, limitedBy, unknown } = forecast;
  return {
    answers: observed.readings.filter(({ ram }) => ram !== null).length,
    ...expectedKeys(forecast, goals),
    limited_by: limitedBy,
    unknown,
    hopeless,
    changes: changes.toSorted((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict)),
  };
}

function changeAdvice(
  { change, forecast, kind, qmp, virsh }: ChangeForecast,
  goals: Goals,
): ContinuationAdvice['changes'][number] {
  return { kind, change, ...expectedKeys(forecast, goals), qmp: [...qmp], virsh: [...virsh] };
}

function expectedKeys(expected: Expected, goals: Goals) {
  return {
    end_ms: rangeKeys(expected.endMs),
    downtime_ms: rangeKeys(expected.downtimeMs),
    converges: toThousandths(expected.converges),
    verdict: verdictOn(expected, goals),
  };
}

/** How surely a forecast keeps to the goals for total time and downtime. */
function verdictOn({ converges, downtimeMs, endMs }: Expected, goals: Goals): Verdict {
  if (endMs === null || downtimeMs === null) return 'unmet';
  const keeps = (end: 'low' | 'high') =>
    endMs[end] <= goals.maxTotalSeconds * 1000 && downtimeMs[end] <= goals.maxDowntimeMs;
  if (keeps('high') && converges >= SURE) return 'met';
  return keeps('low') ? 'unlikely' : 'unmet';
}
