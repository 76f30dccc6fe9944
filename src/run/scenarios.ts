import { flagOf } from '../cli/options/option.js';
import type { Scenario } from '../engines/scenario.js';
import type { LooseSettings } from '../engines/setting.js';
import { resolveLayers } from '../settings/resolve.js';

/**
 * The scenarios that a command line asks for: each load in turn, each with its repeats.
 *
 * @param settings as they were written; `stressMem` may be a list
 * @param name what the user calls a setting
 * @throws InputError naming the flag if they are not accepted
 */
export function scenariosOf(
  settings: LooseSettings,
  repeats: number,
  name: (key: string) => string = flagOf,
): Scenario[] {
  const { stressMem } = settings;
  const loads = Array.isArray(stressMem) ? stressMem : [stressMem];
  const firsts = loads.map((load) =>
    resolveLayers([{ values: { ...settings, stressMem: load }, name }], {}),
  );
  return firsts.flatMap((scenario) => repeated(scenario, repeats));
}

/** A scenario as often as it is to run, numbered from 1. */
export function repeated(scenario: Scenario, repeats: number): Scenario[] {
  return Array.from({ length: repeats }, (_, index) => ({ ...scenario, repeat: index + 1 }));
}
