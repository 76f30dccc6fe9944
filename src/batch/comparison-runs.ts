import {
  type ComparisonCell,
  comparisonCells,
  type ComparisonScenario,
  type ComparisonSuite,
} from '../settings/comparison-suite.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { InputError } from '../input/input-error.js';
import { nearestName } from '../input/nearest-name.js';
import type { Scenario } from '../engines/scenario.js';
import { flagOf } from '../cli/options/option.js';
import { type RunOptions, runOptionGroups } from '../run/options.js';
import { modelNotes } from '../run/model-notes.js';
import { scenariosOf } from '../run/scenarios.js';
import { fnmatch } from './fnmatch.js';
import type { BatchOptions } from './options.js';

/** What becomes of a scenario of the suite. */
export type ComparisonRun = { readonly name: string } & (
  | {
      readonly kind: 'run';
      readonly scenarios: readonly Scenario[];
      readonly notes: readonly string[];
    }
  /** It is not in the version. */
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }
);

/** Keys of a scenario of the suite that are no parameters. */
const otherKeys: ReadonlySet<string> = new Set(['name', 'since', 'until', 'qemu']);

const runOptions = Object.assign({}, ...runOptionGroups.map(({ options }) => options));

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
    const values = optionsOf(cell, suite, options);
    const written = new Set(Object.keys(scenario).map(optionKey));
    const scenarios = scenariosOf(values, host, written).map((one) => ({
      ...one,
      name,
      mode: scenario.name,
    }));
    return { name, kind: 'run', scenarios, notes: modelNotes(values, scenarios[0]) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { name, kind: 'failed', reason: error.message };
  }
}

/** The options of `run` for a scenario: its parameters, and what the command line says of all. */
function optionsOf(
  { comparison, scenario, version }: ComparisonCell,
  suite: ComparisonSuite,
  options: BatchOptions,
): RunOptions {
  const values: Record<string, unknown> = {};
  for (const key of Object.keys(runOptions)) values[key] = runOptions[key].fallback;
  for (const [key, value] of Object.entries(scenario) as [keyof ComparisonScenario, unknown][]) {
    if (otherKeys.has(key) || value === undefined || value === false) continue;
    const option = optionKey(key);
    const text = value === true ? '' : String(value);
    values[option] = runOptions[option].read(text, flagOf(option), runOptions[option].fallback);
  }
  const given = Object.fromEntries(
    Object.keys(options).flatMap((key) =>
      key in runOptions ? [[key, options[key as keyof BatchOptions]]] : [],
    ),
  );
  return {
    ...values,
    ...given,
    cpus: options.cpus ?? suite.cpus,
    mem: options.mem ?? suite.mem,
    sleep: options.sleep ?? suite.sleep,
    dirtyRingSize: options.dirtyRingSize || (comparison.dirty_ring_size ?? 0),
    qemu: version,
    repeat: options.repeat || 1,
  } as RunOptions;
}

/** `pause_iters` is the option `pauseIters`. */
function optionKey(key: string): string {
  return key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
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
    nearest: nearest === undefined || nearest.includes('/') ? nearest : `${nearest}/*`,
  });
}
