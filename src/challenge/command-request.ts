import { givenStrategySettings } from '../engines/qemu/features/strategy/settings.js';
import type { QemuScenario } from '../engines/scenario.js';
import { InputError } from '../input/input-error.js';
import { readGenes } from '../search/range-option.js';
import { challengeMetrics } from './challenge-metric.js';
import type { ChallengeRequest } from './challenge.js';
import { contenderName, contenderOf, distinctContenders } from './contender.js';
import { type Contest, contestScenario } from './contest.js';
import type { ChallengeOptions } from './options.js';
import { genesOf } from './standard-ranges.js';

/**
 * What a command line challenges.
 *
 * @throws InputError if a strategy is missing or meets itself, or no migration can have the settings
 */
export function challengeRequest(options: ChallengeOptions): ChallengeRequest {
  const { candidates, finds, host, maxIters, maxTime, metric, qemu, repeat, seed } = options;
  const [own, other] = [
    contenderName(options.strategy, '--strategy'),
    contenderName(options.against, '--against'),
  ];
  const given = givenStrategySettings(options);
  const [strategy, against] = distinctContenders([
    contenderOf(own, '--strategy', other, given),
    contenderOf(other, '--against', own, {}),
  ]);
  if (own === other && Object.keys(given).length === 0) {
    const problem = 'is the strategy that is challenged';
    throw new InputError({ subject: '--against', value: other, problem });
  }
  const fixed = { ...defined({ host, qemu, maxTime }), maxIters };
  const contest: Contest = { strategy, against, fixed, metric };
  const plain = [strategy, against].map((each) => contestScenario({ fixed, metric }, each, {}));
  const genes = genesOf(readGenes(options.range), plain.every(hasAutoConverge));
  const least = options.least ?? challengeMetrics[metric].standardLeast;
  return { contest, genes, seed, candidates, repeats: repeat, least, finds };
}

function hasAutoConverge({ settings }: QemuScenario): boolean {
  return settings.autoConverge;
}

function defined(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
