import type { QemuScenario, ScenarioStrategy } from '../../src/engines/scenario.js';
import { hooksOf } from '../../src/strategies/checked-strategy.js';
import { loadStrategy } from '../../src/strategies/load-strategy.js';

/** A strategy of `test/support/strategies`, with its own settings where nothing else is said. */
export function strategyOf(
  name: string,
  settings: Readonly<Record<string, number>> = {},
): ScenarioStrategy {
  const { definition, ...source } = loadStrategy(`test/support/strategies/${name}.mjs`);
  const declared = Object.entries(definition.settings ?? {});
  const standard = declared.map(([key, row]) => [key, row.default] as const);
  return {
    ...source,
    name: definition.name,
    hooks: hooksOf(definition),
    settings: { ...Object.fromEntries(standard), ...settings },
  };
}

/** A scenario with a strategy, whose settings are its own. */
export function withStrategy(scenario: QemuScenario, strategy: ScenarioStrategy): QemuScenario {
  return { ...scenario, strategy };
}
