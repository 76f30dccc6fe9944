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

/** Results have thousands of numbers: each is looked at where its list or row is, and paths are made of what is wrong alone. */
function wrongNumber(value: unknown, name: string): WrongNumber | null {
  if (typeof value === 'number') return isFine(value, name) ? null : { path: [], value };
  if (typeof value !== 'object' || value === null) return null;
  return Array.isArray(value) ? wrongInList(value, name) : wrongInFields(value);
}

function wrongInList(items: readonly unknown[], name: string): WrongNumber | null {
  for (let index = 0; index < items.length; index++) {
    const wrong = wrongNumber(items[index], name);
    if (wrong !== null) return wrong;
  }
  return null;
}

/** The language's own loop over keys knows where their values are. */
function wrongInFields(fields: object): WrongNumber | null {
  for (const key in fields) {
    const value = (fields as Readonly<Record<string, unknown>>)[key];
    if (typeof value === 'number' ? isFine(value, key) : unchecked.has(key)) continue;
    const wrong = wrongNumber(value, key);
    if (wrong !== null) return { ...wrong, path: [key, ...wrong.path] };
  }
  return null;
}
