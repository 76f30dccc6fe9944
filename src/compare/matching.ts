import { groupBy } from '../documents/group-by.js';
import { InputError } from '../input/input-error.js';
import { nearestName } from '../input/nearest-name.js';
import { type ComparableRun, identityFields, type Runs } from './comparable-run.js';
import type { Difference } from './comparison-record.js';

/** The load: runs under different ones are never compared, unless `--match` asks for it. */
const loadFields: readonly string[] = ['scenario', 'workload', 'stress_mem_mb', 'cpus', 'mem_gb'];

/** The name of a run's strategy, and the hash of its file. */
const strategyField = 'parameters.strategy';
const strategyHashField = 'parameters.strategy_hash';

/** The runs of one scenario on both sides. */
export interface MatchedScenario {
  readonly title: string;
  readonly identity: Readonly<Record<string, string>>;
  readonly base: Runs;
  readonly head: Runs;
}

export interface Matching {
  readonly scenarios: readonly MatchedScenario[];
  /** What all of BASE have one value of, and all of HEAD another. */
  readonly differs: readonly Difference[];
  readonly onlyInBase: readonly string[];
  readonly onlyInHead: readonly string[];
}

/**
 * Puts the runs of two sides together by scenario. Runs belong together if they agree in every field
 * of their identity, but those that tell the sides apart: a field with one value in all of BASE and
 * another in all of HEAD is what is compared. The load is never such a field. A strategy goes by its name and its settings:
 * its file may be another one, which is told, unless one side has several of a name.
 *
 * @param fields match by these instead
 * @throws InputError if a field does not exist
 */
export function matchRuns(base: Runs, head: Runs, fields: readonly string[] | null): Matching {
  const all = [...base, ...head];
  const known = commonFields(all);
  const differs = known
    .filter((field) => !(fields ?? loadFields).includes(field) && field !== strategyHashField)
    .flatMap((field) => difference(field, valuesOf(field, base), valuesOf(field, head)));
  const ignored = new Set(differs.map(({ field }) => field));
  if (hasOneFileEach(base) && hasOneFileEach(head)) ignored.add(strategyHashField);
  const keys =
    fields === null ? known.filter((field) => !ignored.has(field)) : checked(fields, known);
  const heads = new Set(head);
  const groups = [...groupBy(all, (run) => identityText(keys, run)).values()];
  const titles = titleFields(
    keys,
    groups.map(([run]) => run),
  );
  const scenarios = groups.map((runs): MatchedScenario => ({
    title: titles.map((field) => titlePart(field, valueOf(field, runs[0]))).join(', '),
    identity: Object.fromEntries(keys.map((key) => [key, valueOf(key, runs[0])])),
    base: runs.filter((run) => !heads.has(run)),
    head: runs.filter((run) => heads.has(run)),
  }));
  return {
    scenarios: scenarios.filter((each) => each.base.length > 0 && each.head.length > 0),
    differs: [...differs, ...originDifferences(base, head)],
    onlyInBase: scenarios.filter((each) => each.head.length === 0).map(({ title }) => title),
    onlyInHead: scenarios.filter((each) => each.base.length === 0).map(({ title }) => title),
  };
}

/**
 * Fields to match by, in the order of their weight. What a simulated run leaves out is null; of a real
 * one it is not known, so that only what all runs have can be compared.
 */
function commonFields(runs: Runs): string[] {
  const fields = new Set<string>();
  for (const { identity } of runs) for (const field of identity.keys()) fields.add(field);
  const ordered = [...identityFields.filter((field) => fields.delete(field)), ...fields];
  if (runs.every(({ modelVersion }) => modelVersion !== null)) return ordered;
  return ordered.filter((field) => runs.every(({ identity }) => identity.has(field)));
}

function difference(field: string, before: string[], after: string[]): Difference[] {
  const isOne = before.length === 1 && after.length === 1 && before[0] !== after[0];
  return isOne ? [{ field, base: before[0], head: after[0] }] : [];
}

/** The version of the program, and the hosts that are called the same and are not the same. */
function originDifferences(base: Runs, head: Runs): Difference[] {
  const [before, after] = [base, head].map((runs) => originOf('program_version', runs));
  return [
    ...difference('program_version', before, after),
    ...namesakes(base, head, 'host', 'host_hash', (runs) => originOf('host_hash', runs)),
    ...namesakes(strategyRuns(base), strategyRuns(head), strategyField, 'strategy_hash', (runs) => [
      valuesOf(strategyHashField, runs).join(', '),
    ]),
  ];
}

/** What is called the same on both sides and is not the same. */
function namesakes(
  base: Runs,
  head: Runs,
  nameField: string,
  hashName: string,
  hashOf: (runs: Runs) => string[],
): Difference[] {
  const [bases, heads] = [base, head].map((runs) =>
    groupBy(runs, (run) => valueOf(nameField, run)),
  );
  const names = [...bases.keys()].filter((name) => heads.has(name));
  return names.flatMap((name) => {
    const [from, to] = [bases, heads].map((byName) => hashOf(byName.get(name) ?? []));
    return difference(names.length === 1 ? hashName : `${hashName} of ${name}`, from, to);
  });
}

function strategyRuns(runs: Runs): Runs {
  return runs.filter(({ identity }) => identity.has(strategyField));
}

/** Whether each strategy of a side is of one file. */
function hasOneFileEach(runs: Runs): boolean {
  const byName = groupBy(strategyRuns(runs), (run) => valueOf(strategyField, run));
  return [...byName.values()].every((some) => valuesOf(strategyHashField, some).length === 1);
}

/** In one text; nothing where no run says. */
function originOf(field: string, runs: Runs): string[] {
  const values = new Set(runs.flatMap(({ origin }) => origin.get(field) ?? []));
  return values.size === 0 ? [] : [[...values].join(', ')];
}

function valueOf(field: string, { identity }: ComparableRun): string {
  return identity.get(field) ?? 'null';
}

function valuesOf(field: string, runs: Runs): string[] {
  return [...new Set(runs.map((run) => valueOf(field, run)))];
}

function identityText(fields: readonly string[], { identity }: ComparableRun): string {
  return JSON.stringify(fields.map((field) => identity.get(field)));
}

function checked(fields: readonly string[], known: readonly string[]): readonly string[] {
  const unknown = fields.find((field) => !known.includes(field));
  if (unknown === undefined) return fields;
  throw new InputError({
    subject: '--match',
    value: unknown,
    problem: 'is not a field that all runs have',
    allowed: known.filter((field) => !field.includes('.')).join(', ') + ', parameters.NAME',
    nearest: nearestName(unknown, known),
  });
}

/**
 * The first field, and those without which two scenarios would have the same title.
 *
 * @param runs one of each scenario
 */
function titleFields(keys: readonly string[], runs: Runs): string[] {
  const titles: string[] = [];
  // Which title each scenario has so far, by number, and how many there are.
  let numbers = runs.map(() => 0);
  let count = 0;
  for (const key of keys) {
    const known = new Map<string, number>();
    const finer = runs.map((run, index) => {
      const title = JSON.stringify([numbers[index], run.identity.get(key)]);
      const number = known.get(title) ?? known.size;
      known.set(title, number);
      return number;
    });
    if (known.size <= count) continue;
    titles.push(key);
    numbers = finer;
    count = known.size;
  }
  return titles;
}

/** Units of fields of which the title needs no name, since their values say what they are. */
const plainFields = new Map([
  ['scenario', ''],
  ['mode', ''],
  ['workload', ''],
  ['stress_mem_mb', ' MiB'],
  ['mem_gb', ' GiB'],
]);

function titlePart(field: string, value: string): string {
  const unit = plainFields.get(field);
  if (unit !== undefined) return `${value}${unit}`;
  return `${field.replace('parameters.', '').replaceAll('_', ' ')} ${value}`;
}
