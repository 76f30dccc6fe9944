import type { QemuScenario } from '../engines/scenario.js';
import { InputError } from '../input/input-error.js';
import { isStrategySetting } from '../engines/qemu/features/strategy/settings.js';
import type { SettingLayer } from '../settings/given-settings.js';
import { resolveLayers } from '../settings/resolve.js';
import type { Point } from '../search/gene.js';
import { optionName } from '../search/range-option.js';
import { flagOf, type LooseSettings } from '../engines/setting.js';
import type { ChallengeMetricName } from './challenge-metric.js';
import type { Contender } from './contender.js';

/** Two strategies, and what they have in common wherever they meet. */
export interface Contest {
  readonly strategy: Contender;
  readonly against: Contender;
  /** Settings of both that no search varies. */
  readonly fixed: LooseSettings;
  readonly metric: ChallengeMetricName;
}

/**
 * A strategy's migration in the scenario of a point.
 *
 * @throws InputError naming the option that is to blame: settings contradict each other
 */
export function contestScenario(
  { fixed, metric }: Pick<Contest, 'fixed' | 'metric'>,
  contender: Contender,
  point: Point,
): QemuScenario {
  const verify = metric === 'lost-pages';
  const layers: SettingLayer[] = [
    { values: { ...fixed, ...(verify && { verify }) }, name: flagOf },
    { values: point, name: (key: string) => `--range ${optionName(key)}` },
    {
      values: contender.settings,
      name: (key) => (isStrategySetting(key) ? flagOf(key) : contender.option),
    },
  ];
  const scenario = resolveLayers(layers, { name: 'challenge', mode: contender.name });
  if (scenario.vmm === 'qemu') return scenario;
  throw new InputError({
    subject: flagOf('vmm'),
    value: scenario.vmm,
    problem: 'has none of these strategies',
    allowed: 'qemu',
  });
}

/** Whether both strategies may be asked to migrate in the scenario of a point. */
export function isAccepted(contest: Contest, point: Point): boolean {
  try {
    contestScenario(contest, contest.strategy, point);
    contestScenario(contest, contest.against, point);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}
