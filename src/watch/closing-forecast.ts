import { exactly, type Forecast, type ForecastRange } from './forecast.js';
import type { RamSeen } from './observed-syncs.js';
import type { SeenMigration } from './seen-migration.js';

/** How far off a remainder by its rate is. */
const LEAST = 0.6;
const MOST = 1.8;
/** After the switch a migration completes unless the network or a host fails. */
const CONVERGES = 0.97;

/**
 * The end of a migration that only has to send what is left: after the switch to postcopy, or with the guest stopped for
 * good. The remainder goes on as fast as it has fallen.
 */
export function closingForecast(seen: SeenMigration, latest: RamSeen): Forecast {
  const { downtimeMs, elapsedMs, ram } = latest;
  const fallen = seen.bytesPerMsFallen;
  const perMs = fallen > 0 ? fallen : (seen.rate.bytesPerSecond ?? 1) / 1000;
  const left = ram.remainingBytes / perMs;
  return {
    endMs: rangeAround(elapsedMs, left),
    downtimeMs: downtimeMs === null ? rangeAround(0, left) : exactly(downtimeMs),
    converges: CONVERGES,
    limitedBy: 'link',
    unknown: 'how fast the destination asks for the rest, and how much of that is zero',
    hopeless: null,
  };
}

function rangeAround(from: number, left: number): ForecastRange {
  return { low: from + LEAST * left, median: from + left, high: from + MOST * left };
}
