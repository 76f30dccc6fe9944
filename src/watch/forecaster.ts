import type { MigrationReading, MigrationSetup } from '../observed/migration-reading.js';
import type { ChangeForecast, Forecast } from './forecast.js';

/** Says how a migration will end, from what was seen of it so far. */
export interface Forecaster {
  /** Takes the next reading, in order of time. */
  observe(reading: MigrationReading): void;
  /** Takes what is known of parameters and capabilities: may come at any time, and again. */
  setup(known: MigrationSetup): void;
  /** What is to be expected after the readings so far; at least one with RAM. */
  forecast(): Forecast;
  /** What could be changed while it runs, and what that would do; nothing if nothing helps. */
  changes(): readonly ChangeForecast[];
}
