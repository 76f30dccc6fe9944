import type { TraceListener } from '../migration/trace.js';
import type { MigrationResult } from './migration-result.js';
import { drawnNumbers } from '../profiles/uncertain-host.js';
import { withReusedWords } from '../memory/word-pool.js';
import { RandomStreams } from '../sim/random-stream.js';
import type { Scenario } from './scenario.js';
import { WorkExceeded } from '../sim/work-budget.js';
import { engineOf } from './engines.js';
import { checkResult } from './impossible-result.js';
import { workRefusal } from './work-refusal.js';

export interface SimulateOptions {
  /** Told of each decision of the migration; does not change the result. */
  readonly trace?: TraceListener;
  /**
   * Leaves empty what grows with the time that the migration takes and no record needs: `history`, `samples`, `cpu.samples`
   * and `copyTimings` of the result, `passes` and `progress` of Cloud Hypervisor. Changes nothing else.
   */
  readonly onlyFigures?: boolean;
}

/**
 * Runs one migration in simulation. Pure: the same scenario gives the same result, whatever ran
 * before, on any machine.
 *
 * @param scenario as `resolve` makes it
 * @throws InputError in the words of `resolve` if somebody changed it into one that is not accepted, or of the setting
 *   that makes it more work than one run may be
 * @throws ImpossibleResult if the simulator has a bug
 */
export function simulate(scenario: Scenario, options: SimulateOptions = {}): MigrationResult {
  const engine = engineOf(scenario);
  engine.check(scenario);
  const drawn = withDrawnHost(scenario);
  const { onlyFigures = false, trace = null } = options;
  const result = migrated(() => engine.migrate(drawn, trace, onlyFigures), drawn);
  checkResult(result);
  return result;
}

/** A scenario whose host is uncertain gets the numbers of its repeat; its identity stays. */
function withDrawnHost(scenario: Scenario): Scenario {
  const { host, repeat, seed, settings } = scenario;
  if (!settings.uncertain) return scenario;
  const streams = new RandomStreams(seed, repeat);
  const numbers = drawnNumbers(host, (name) => streams.stream(`host/${name}`));
  return { ...scenario, host: { ...host, numbers } };
}

function migrated(migrate: () => MigrationResult, scenario: Scenario): MigrationResult {
  try {
    return withReusedWords(migrate);
  } catch (error) {
    throw error instanceof WorkExceeded ? workRefusal(scenario, error) : error;
  }
}
