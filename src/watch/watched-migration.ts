import {
  type MigrationReading,
  type MigrationSetup,
  isFinal,
  unknownSetup,
} from '../observed/migration-reading.js';
import { exactly, type Forecast } from './forecast.js';
import { forecastChecks } from './forecast-check.js';
import { ForecastLog } from './forecast-log.js';
import type { Forecaster } from './forecaster.js';
import type { OutcomeName, WatchOutcome } from './watch-outcome.js';
import type { WatchedState } from './watched-state.js';

/** A migration while it is watched: what was read last, what is forecast, and how good that was. */
export class WatchedMigration {
  private known: MigrationSetup = unknownSetup;
  private last: MigrationReading | null = null;
  private answers = 0;
  private hasRam = false;
  private readonly log = new ForecastLog();

  constructor(private readonly forecaster: Forecaster) {}

  setup(known: MigrationSetup): void {
    this.known = known;
    this.forecaster.setup(known);
  }

  /** Takes the next answer, and says what is known after it. */
  answer(reading: MigrationReading): WatchedState {
    this.last = reading;
    this.answers++;
    this.hasRam ||= reading.ram !== null;
    const forecast = this.forecastAfter(reading);
    const isOpen = forecast !== null && !isFinal(reading.status);
    if (isOpen) this.log.add(reading.elapsedMs, forecast);
    const changes = () => (isOpen ? this.forecaster.changes() : []);
    return { reading, setup: this.known, forecast, changes };
  }

  /**
   * How watching ended.
   *
   * @param cut why it was ended before the migration was over; null if what was read has ended
   */
  outcome(
    cut: { readonly name: OutcomeName; readonly reason: string | null } | null,
  ): WatchOutcome {
    const { answers, last } = this;
    const status = last?.status;
    if (last !== null && status === 'completed') {
      const checks = forecastChecks(this.log.forecasts, last.elapsedMs, last.downtimeMs);
      return { name: status, last, answers, reason: null, checks };
    }
    if (status === 'failed' || status === 'cancelled') {
      return { name: status, last, answers, reason: last?.failure ?? null, checks: [] };
    }
    const { name, reason } = cut ?? { name: 'unfinished', reason: null };
    return { name, last, answers, reason, checks: [] };
  }

  private forecastAfter(reading: MigrationReading): Forecast | null {
    if (isFinal(reading.status)) return certainty(reading);
    this.forecaster.observe(reading);
    const isRunning = reading.status !== 'none' && reading.status !== 'setup';
    return this.hasRam && isRunning ? this.forecaster.forecast() : null;
  }
}

/** What is known when a migration is over. */
function certainty({ downtimeMs, elapsedMs, status }: MigrationReading): Forecast {
  const isCompleted = status === 'completed';
  return {
    endMs: isCompleted ? exactly(elapsedMs) : null,
    downtimeMs: isCompleted && downtimeMs !== null ? exactly(downtimeMs) : null,
    converges: isCompleted ? 1 : 0,
    limitedBy: 'nothing',
    unknown: null,
    hopeless: null,
  };
}
