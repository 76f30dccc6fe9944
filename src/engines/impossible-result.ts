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

/** Results have thousands of numbers: keys are not listed, and paths are made of what is wrong alone. */
function wrongNumber(value: unknown, name: string): WrongNumber | null {
  if (typeof value === 'number') {
    const isFine = value < Infinity && (value >= 0 || (name === SIGNED && value > -Infinity));
    return isFine ? null : { path: [], value };
  }
  if (Array.isArray(value)) {
    for (const item of value) {
      const wrong = wrongNumber(item, name);
      if (wrong !== null) return wrong;
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const key in value) {
      if (unchecked.has(key)) continue;
      const wrong = wrongNumber((value as Readonly<Record<string, unknown>>)[key], key);
      if (wrong !== null) return { ...wrong, path: [key, ...wrong.path] };
    }
  }
  return null;
}
