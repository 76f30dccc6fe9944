import { flagOf } from '../cli/options/option.js';
import type { Scenario } from '../engines/scenario.js';
import type { LooseSettings } from '../engines/setting.js';
import { InputError } from '../input/input-error.js';
import { nearestName } from '../input/nearest-name.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { modelNotes } from '../run/model-notes.js';
import { repeated } from '../run/scenarios.js';
import {
  type ComparisonCell,
  comparisonCells,
  type ComparisonSuite,
  settingsOfWords,
} from '../settings/comparison-suite.js';
import { resolveLayers } from '../settings/resolve.js';
import { fnmatch } from './fnmatch.js';
import { type BatchOptions, givenForAll } from './options.js';

/** What becomes of a scenario of the suite. */
export type ComparisonRun = { readonly name: string } & (
  | {
      readonly kind: 'run';
      readonly scenarios: readonly Scenario[];
      readonly notes: readonly string[];
    }
  /** It is not in the version. */
  | { readonly kind: 'skipped'; readonly reason: string }
  /** Its settings are not accepted. */
  | { readonly kind: 'refused'; readonly reason: string }
);

/**
 * What the suite's scenarios become: each is the command line of `run` with its parameters as
 * options, so that both mean the same and refuse the same.
 *
 * @throws InputError if --filter matches no scenario
 */
export function comparisonRuns(
  suite: ComparisonSuite,
  host: HostProfile,
  options: BatchOptions,
): ComparisonRun[] {
  const cells = comparisonCells(suite, options.qemu, host.qemu);
  const { filter } = options;
  const chosen = cells.filter(({ name }) => filter === null || fnmatch(name, filter));
  if (chosen.length === 0) throw nothingMatches(filter ?? '*', cells);
  return chosen.map((cell) => comparisonRun(cell, suite, host, options));
}

function comparisonRun(
  cell: ComparisonCell,
  suite: ComparisonSuite,
  host: HostProfile,
  options: BatchOptions,
): ComparisonRun {
  const { name, notIn, scenario } = cell;
  if (notIn !== null) return { name, kind: 'skipped', reason: notIn };
  try {
    const common = commonSettings(cell, suite, options);
    const values = { ...common, host, ...settingsOfWords(scenario) };
    const first = resolveLayers([{ values, name: flagOf }], { name, mode: scenario.name });
    const scenarios = repeated(first, options.repeat || 1);
    return { name, kind: 'run', scenarios, notes: modelNotes(options, first) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { name, kind: 'refused', reason: error.message };
  }
}

/** What all scenarios of a comparison have: what the command line says, else the suite. */
function commonSettings(
  { comparison, version }: ComparisonCell,
  suite: ComparisonSuite,
  options: BatchOptions,
): LooseSettings {
  return {
    cpus: options.cpus ?? suite.cpus,
    mem: options.mem ?? suite.mem,
    sleep: options.sleep ?? suite.sleep,
    dirtyRingSize: options.dirtyRingSize || (comparison.dirty_ring_size ?? 0),
    qemu: version,
    seed: options.seed,
    ...givenForAll(options),
  };
}

function nothingMatches(filter: string, cells: readonly ComparisonCell[]): InputError {
  const nearest = nearestName(
    filter,
    cells.flatMap(({ name, comparison }) => [name, comparison.name]),
  );
  return new InputError({
    subject: '--filter',
    value: filter,
    problem: 'matches no comparison/scenario',
    ...(nearest !== undefined && { nearest: nearest.includes('/') ? nearest : `${nearest}/*` }),
  });
}
