import type { TraceListener } from '../migration/trace.js';
import type { MigrationResult } from './migration-result.js';
import type { Scenario } from './scenario.js';
import { engineOf } from './engines.js';

export interface SimulateOptions {
  /** Told of each decision of the migration; does not change the result. */
  readonly trace?: TraceListener;
}

/**
 * Runs one migration in simulation. Pure: the same scenario gives the same result, whatever ran
 * before, on any machine.
 */
export function simulate(scenario: Scenario, options: SimulateOptions = {}): MigrationResult {
  return engineOf(scenario).migrate(scenario, options.trace ?? null);
}
