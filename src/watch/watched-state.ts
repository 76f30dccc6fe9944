import type { MigrationReading, MigrationSetup } from '../observed/migration-reading.js';
import type { ChangeForecast, Forecast } from './forecast.js';

/** What is known of a migration after an answer. */
export interface WatchedState {
  readonly reading: MigrationReading;
  readonly setup: MigrationSetup;
  /** Null while there is nothing to forecast from: before RAM is sent. */
  readonly forecast: Forecast | null;
  /** What could be changed now; made when it is asked for. */
  readonly changes: () => readonly ChangeForecast[];
}
