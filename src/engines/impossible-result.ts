import type { MigrationResult } from './migration-result.js';

/** A result that no migration can have: a bug of the simulator, and no fault of who asked. */
export class ImpossibleResult extends Error {
  override readonly name = 'ImpossibleResult';

  /** @param metric where it is in the result, such as `postcopy.blocktimeMs` */
  constructor(
    readonly metric: string,
    readonly value: number,
  ) {
    super(`${metric} of the result is ${value}, which no migration can have`);
  }
}

/** Not figures of the run: what was asked for, and a table of pages. */
const unchecked = new Set(['scenario', 'finalTable']);

/** They are made, and checked, when they are read. */
const late = new Set(['samples', 'copyTimings']);

/** Counts from the migrate command, and a program has printed lines before. */
const SIGNED = 'atMs';

/**
 * Checks that every number of a result is finite and not negative.
 *
 * @throws ImpossibleResult naming the first that is not
 */
export function checkResult(result: MigrationResult): void {
  if (!isPossible(result, '')) throwImpossible(result);
}

/** Results have thousands of numbers: where one is wrong is looked for when one is. */
function isPossible(value: unknown, name: string): boolean {
  if (typeof value === 'number') return isFine(value, name);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (!isPossible(item, name)) return false;
    return true;
  }
  for (const key in value) {
    if (late.has(key) && isLate(value, key)) continue;
    const part = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof part === 'number') {
      if (!isFine(part, key)) return false;
    } else if (!unchecked.has(key) && !isPossible(part, key)) return false;
  }
  return true;
}

/** What is kept of a run to make a list from it: not the run. */
export interface ListSource<Item> {
  list(): readonly Item[];
}

/**
 * A list of a result that is made when somebody first reads it: mostly nobody does.
 *
 * @param name of the list in the result
 * @param source null of an empty one
 * @returns what gives it, and throws ImpossibleResult if it has a number that no migration can have
 */
export function lateList<Item>(
  name: string,
  source: ListSource<Item> | null,
): () => readonly Item[] {
  let made: readonly Item[] | null = source === null ? [] : null;
  let unread = source;
  return () => {
    if (made !== null) return made;
    const list = unread!.list();
    if (!isPossible(list, name)) throwImpossible({ [name]: list });
    unread = null;
    made = list;
    return made;
  };
}

function isLate(value: object, key: string): boolean {
  return Object.getOwnPropertyDescriptor(value, key)?.get !== undefined;
}

function throwImpossible(result: object): never {
  const { path, value } = wrongNumber(result, '')!;
  throw new ImpossibleResult(path.join('.'), value);
}

interface WrongNumber {
  readonly path: readonly string[];
  readonly value: number;
}

function wrongNumber(value: unknown, name: string): WrongNumber | null {
  if (typeof value === 'number') return isFine(value, name) ? null : { path: [], value };
  if (typeof value !== 'object' || value === null) return null;
  const isList = Array.isArray(value);
  for (const [key, part] of Object.entries(value)) {
    const wrong = unchecked.has(key) ? null : wrongNumber(part, isList ? name : key);
    if (wrong !== null) return isList ? wrong : { ...wrong, path: [key, ...wrong.path] };
  }
  return null;
}

function isFine(value: number, name: string): boolean {
  return value < Infinity && (value >= 0 || (name === SIGNED && value > -Infinity));
}
