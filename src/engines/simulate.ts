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
 *
 * @param scenario as `resolve` makes it
 * @throws InputError in the words of `resolve` if somebody changed it into one that is not accepted
 */
export function simulate(scenario: Scenario, options: SimulateOptions = {}): MigrationResult {
  const engine = engineOf(scenario);
  engine.check(scenario);
  return engine.migrate(scenario, options.trace ?? null);
}
