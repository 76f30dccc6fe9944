import { PAGE_BYTES } from '../memory/units.js';
import {
  type MigrationReading,
  type MigrationSetup,
  type RamReading,
  unknownSetup,
} from '../observed/migration-reading.js';
import type { ChangeForecast, Forecast, ForecastRange } from './forecast.js';
import type { Forecaster } from './forecaster.js';

/** Nobody knows how often a pass will be repeated. */
const widening = 4;

/** Divides what remains by the rate, less what is dirtied meanwhile, and says how little that is worth. */
export class RemainingForecaster implements Forecaster {
  private first: (MigrationReading & { readonly ram: RamReading }) | null = null;
  private last: (MigrationReading & { readonly ram: RamReading }) | null = null;
  private known = unknownSetup;

  observe(reading: MigrationReading): void {
    const { ram } = reading;
    if (ram === null) return;
    this.last = { ...reading, ram };
    this.first ??= this.last;
  }

  setup(known: MigrationSetup): void {
    this.known = known;
  }

  forecast(): Forecast {
    const { first, last } = this;
    if (first === null || last === null) throw new RangeError('no reading with RAM');
    const sentMs = last.elapsedMs - first.elapsedMs;
    const carried = (last.ram.transferredBytes - first.ram.transferredBytes) / sentMs;
    const dirtied = (last.ram.dirtyPagesPerSecond * PAGE_BYTES) / 1000;
    const isFirstPass = (last.ram.dirtySyncCount ?? 1) <= 1;
    const net = carried - dirtied;
    const endMs = net > 0 ? last.elapsedMs + last.ram.remainingBytes / net : null;
    const limitMs = this.known.downtimeLimitMs ?? 300;
    return {
      endMs: endMs === null ? null : rangeFrom(last.elapsedMs, endMs),
      downtimeMs: endMs === null ? null : rangeFrom(0, limitMs / 2),
      converges: isFirstPass ? 0.5 : net > 0 ? 0.8 : 0.2,
      limitedBy: dirtied > carried ? 'guest' : 'link',
      unknown: isFirstPass ? 'in the first pass nobody has seen what the guest dirties' : null,
      hopeless:
        net > 0 || !(carried > 0)
          ? null
          : `the guest dirties ${(dirtied / carried).toFixed(1)} x what the link carries`,
    };
  }

  changes(): readonly ChangeForecast[] {
    return [];
  }
}

function rangeFrom(from: number, median: number): ForecastRange {
  return {
    low: from + (median - from) / 2,
    median,
    high: from + (median - from) * widening,
  };
}
