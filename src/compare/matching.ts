import { groupBy } from '../documents/group-by.js';
import { InputError } from '../input/input-error.js';
import { nearestName } from '../input/nearest-name.js';
import { type ComparableRun, identityFields } from './comparable-run.js';

/** The load: runs under different ones are never compared, unless `--match` asks for it. */
const loadFields: readonly string[] = ['scenario', 'workload', 'stress_mem_mb', 'cpus', 'mem_gb'];

/** The runs of one scenario on both sides. */
export interface MatchedScenario {
  readonly title: string;
  readonly identity: Readonly<Record<string, string>>;
  readonly base: readonly ComparableRun[];
  readonly head: readonly ComparableRun[];
}

export interface Matching {
  readonly scenarios: readonly MatchedScenario[];
  /** What all of BASE have one value of, and all of HEAD another. */
  readonly differs: readonly {
    readonly field: string;
    readonly base: string;
    readonly head: string;
  }[];
  readonly onlyInBase: readonly string[];
  readonly onlyInHead: readonly string[];
}

/**
 * Puts the runs of two sides together by scenario. Runs belong together if they agree in every field
 * of their identity, but those that tell the sides apart: a field with one value in all of BASE and
 * another in all of HEAD is what is compared. The load is never such a field.
 *
 * @param fields match by these instead
 * @throws InputError if a field does not exist
 */
export function matchRuns(
  base: readonly ComparableRun[],
  head: readonly ComparableRun[],
  fields: readonly string[] | null,
): Matching {
  const all = [...base, ...head];
  const known = commonFields(all);
  const differs = known
    .filter((field) => !(fields ?? loadFields).includes(field))
    .flatMap((field) => difference(field, base, head));
  const ignored = new Set(differs.map(({ field }) => field));
  const keys =
    fields === null ? known.filter((field) => !ignored.has(field)) : checked(fields, known);
  const titles = titleFields(keys, all);
  const groups = groupBy(all, (run) => JSON.stringify(keys.map((key) => run.identity.get(key))));
  const heads = new Set(head);
  const scenarios = [...groups.values()].map((runs): MatchedScenario => ({
    title: titles
      .map((field) => titlePart(field, runs[0].identity.get(field) ?? 'null'))
      .join(', '),
    identity: Object.fromEntries(keys.map((key) => [key, runs[0].identity.get(key) ?? 'null'])),
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
function commonFields(runs: readonly ComparableRun[]): string[] {
  const fields = new Set(runs.flatMap(({ identity }) => [...identity.keys()]));
  const isCommon = (field: string): boolean => runs.every(({ identity }) => identity.has(field));
  const hasReal = runs.some(({ modelVersion }) => modelVersion === null);
  const ordered = [...identityFields.filter((field) => fields.delete(field)), ...fields];
  return hasReal ? ordered.filter(isCommon) : ordered;
}

function difference(
  field: string,
  base: readonly ComparableRun[],
  head: readonly ComparableRun[],
): Matching['differs'] {
  const [before, ...otherBefore] = valuesOf(field, base);
  const [after, ...otherAfter] = valuesOf(field, head);
  const isOne = otherBefore.length === 0 && otherAfter.length === 0;
  return isOne && before !== after ? [{ field, base: before, head: after }] : [];
}

/** The version of the program, and the hosts that are called the same and are not the same. */
function originDifferences(
  base: readonly ComparableRun[],
  head: readonly ComparableRun[],
): Matching['differs'] {
  const hosts = valuesOf('host', base).filter((host) => valuesOf('host', head).includes(host));
  return [
    ...originDifference('program_version', base, head),
    ...hosts.flatMap((host) => {
      const [before, after] = [base, head].map((runs) =>
        runs.filter(({ identity }) => identity.get('host') === host),
      );
      const place = hosts.length === 1 ? 'host_hash' : `host_hash of ${host}`;
      return originDifference('host_hash', before, after).map((each) => ({
        ...each,
        field: place,
      }));
    }),
  ];
}

/** Nothing where a side does not say. */
function originDifference(
  field: string,
  base: readonly ComparableRun[],
  head: readonly ComparableRun[],
): Matching['differs'] {
  const [before, after] = [base, head].map((runs) =>
    [...new Set(runs.flatMap(({ origin }) => origin.get(field) ?? []))].join(', '),
  );
  const isKnown = before !== '' && after !== '';
  return isKnown && before !== after ? [{ field, base: before, head: after }] : [];
}

function valuesOf(field: string, runs: readonly ComparableRun[]): string[] {
  return [...new Set(runs.map(({ identity }) => identity.get(field) ?? 'null'))];
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

/** The first field, and those without which two scenarios would have the same title. */
function titleFields(keys: readonly string[], runs: readonly ComparableRun[]): string[] {
  const titles: string[] = [];
  const count = (fields: readonly string[]): number =>
    new Set(runs.map(({ identity }) => JSON.stringify(fields.map((field) => identity.get(field)))))
      .size;
  for (const key of keys) {
    if (titles.length === 0 || count([...titles, key]) > count(titles)) titles.push(key);
  }
  return titles;
}

function titlePart(field: string, value: string): string {
  switch (field) {
    case 'scenario':
    case 'mode':
    case 'workload':
      return value;
    case 'stress_mem_mb':
      return `${value} MiB`;
    case 'mem_gb':
      return `${value} GiB`;
    default:
      return `${field.replace('parameters.', '').replaceAll('_', ' ')} ${value}`;
  }
}
