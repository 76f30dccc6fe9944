import { convergenceModeNames } from '../engines/qemu/features/auto-converge/convergence-mode.js';
import { InputError } from '../input/input-error.js';
import { knownName } from '../input/known-name.js';
import { shippedStrategies } from '../strategies/load-strategy.js';
import { challengeMetrics } from './challenge-metric.js';
import type { ChallengeRequest } from './challenge.js';
import { type Contender, type Contest, contestScenario } from './contest.js';
import type { ChallengeOptions } from './options.js';
import { genesOf } from './standard-ranges.js';

/**
 * What a command line challenges.
 *
 * @throws InputError if a strategy is missing or meets itself, or no migration can have the settings
 */
export function challengeRequest(options: ChallengeOptions): ChallengeRequest {
  const { candidates, finds, host, maxIters, maxTime, metric, qemu, range, repeat, seed } = options;
  const strategy = contender(options.strategy, '--strategy');
  const against = contender(options.against, '--against');
  if (strategy.name === against.name) {
    const problem = 'is the strategy that is challenged';
    throw new InputError({ subject: '--against', value: against.name, problem });
  }
  const fixed = { ...defined({ host, qemu, maxTime }), maxIters };
  const contest: Contest = { strategy, against, fixed, metric };
  const genes = genesOf(range);
  for (const each of [strategy, against]) contestScenario({ fixed, metric }, each, {});
  const least = options.least ?? challengeMetrics[metric].standardLeast;
  return { contest, genes, seed, candidates, repeats: repeat, least, finds };
}

/** A mode by its name, or a strategy by its name or file. */
function contender(name: string | null, option: string): Contender {
  if (name === null) {
    const problem = 'is missing: challenge compares two strategies';
    throw new InputError({ subject: option, problem });
  }
  if (convergenceModeNames.some((mode) => mode === name)) {
    return { name, settings: { mode: name }, option };
  }
  const isFile = /[/\\]|\.m?js$/.test(name);
  const names = [...convergenceModeNames, ...shippedStrategies()];
  const allowed = `${names.join(', ')}, or the path of an ES module`;
  if (!isFile) {
    knownName(name, names, {
      subject: option,
      problem: 'is neither a mode nor a strategy',
      allowed,
    });
  }
  return { name, settings: { strategy: name }, option };
}

function defined(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
