import { flagOf } from '../cli/options/option.js';
import type { Scenario } from '../engines/scenario.js';
import type { LooseSettings } from '../engines/setting.js';
import { resolveLayers, type ScenarioLabels } from '../settings/resolve.js';

/**
 * The scenario that settings of a command line ask for.
 *
 * @throws InputError naming the flag if they are not accepted
 */
export function commandLineScenario(
  settings: LooseSettings,
  labels: ScenarioLabels = {},
): Scenario {
  return resolveLayers([{ values: settings, name: flagOf }], labels);
}

/**
 * The scenarios that a command line asks for: each load in turn, each with its repeats.
 *
 * @param settings as they were written; `stressMem` may be a list
 * @throws InputError naming the flag if they are not accepted
 */
export function scenariosOf(settings: LooseSettings, repeats: number): Scenario[] {
  const { stressMem } = settings;
  const loads = Array.isArray(stressMem) ? stressMem : [stressMem];
  const firsts = loads.map((load) => commandLineScenario({ ...settings, stressMem: load }));
  return firsts.flatMap((scenario) =>
    Array.from({ length: repeats }, (_, index) => ({ ...scenario, repeat: index + 1 })),
  );
}
