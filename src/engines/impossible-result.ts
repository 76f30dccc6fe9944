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

/** Counts from the migrate command, and a program has printed lines before. */
const SIGNED = 'atMs';

/**
 * Checks that every number of a result is finite and not negative.
 *
 * @throws ImpossibleResult naming the first that is not
 */
export function checkResult(result: MigrationResult): void {
  const wrong = wrongNumber(result, '');
  if (wrong !== null) throw new ImpossibleResult(wrong.path.join('.'), wrong.value);
}

interface WrongNumber {
  readonly path: readonly string[];
  readonly value: number;
}

function isFine(value: number, name: string): boolean {
  return value < Infinity && (value >= 0 || (name === SIGNED && value > -Infinity));
}

/** Items of a list are alike: their keys are listed once. */
function wrongInList(items: readonly unknown[], name: string): WrongNumber | null {
  const isOfRows = items.length > 0 && typeof items[0] === 'object' && items[0] !== null;
  const keys = isOfRows && !Array.isArray(items[0]) ? Object.keys(items[0]!) : [];
  for (const item of items) {
    if (keys.length === 0) {
      const wrong = wrongNumber(item, name);
      if (wrong !== null) return wrong;
    }
    for (const key of keys) {
      const value = (item as Readonly<Record<string, unknown>>)[key];
      if (typeof value === 'number' && isFine(value, key)) continue;
      const wrong = wrongNumber(value, key);
      if (wrong !== null) return { ...wrong, path: [key, ...wrong.path] };
    }
  }
  return null;
}

/** Results have thousands of numbers: keys are not listed, and paths are made of what is wrong alone. */
function wrongNumber(value: unknown, name: string): WrongNumber | null {
  if (typeof value === 'number') {
    return isFine(value, name) ? null : { path: [], value };
  }
  if (Array.isArray(value)) return wrongInList(value, name);
  if (typeof value === 'object' && value !== null) {
    for (const key in value) {
      if (unchecked.has(key)) continue;
      const wrong = wrongNumber((value as Readonly<Record<string, unknown>>)[key], key);
      if (wrong !== null) return { ...wrong, path: [key, ...wrong.path] };
    }
  }
  return null;
}
