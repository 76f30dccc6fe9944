import type { Settings } from '../../settings/resolve.js';
import { hooksOf } from '../../strategies/checked-strategy.js';
import { loadStrategy } from '../../strategies/load-strategy.js';
import type { CandidateKind } from '../candidate.js';

/** Settings that name a strategy of the user's own, and perhaps set what it declares. */
export type StrategySettings = Settings & { readonly strategy: string };

/** Rules of the user's own; those without a throttle are tried with auto-converge as well. */
export function strategyKind(settings: StrategySettings): CandidateKind {
  const { definition } = loadStrategy(settings.strategy);
  const throttles = hooksOf(definition).includes('throttle');
  return {
    name: 'strategy',
    isLastResort: false,
    coarse: () => (throttles ? [settings] : [settings, { ...settings, autoConverge: true }]),
    refine: () => [],
  };
}
