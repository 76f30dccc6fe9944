import { InputError } from '../input/input-error.js';
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

function contender(mode: string | null, option: string): Contender {
  if (mode !== null) return { name: mode, settings: { mode }, option };
  throw new InputError({
    subject: option,
    problem: 'is missing: challenge compares two strategies',
  });
}

function defined(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
