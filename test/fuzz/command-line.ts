import type { DrawnValue } from './drawn-value.js';

/** An option as it is written, before anything is wrong with it. */
export interface WrittenOption {
  readonly flag: string;
  readonly value: DrawnValue;
}

/** A command line before anything is wrong with it. */
export interface CommandLine {
  /** Null where it is left out, and `run` is meant. */
  readonly command: string | null;
  readonly options: readonly WrittenOption[];
  readonly operands: readonly DrawnValue[];
}

/** What is written for an option. */
export function wordsOf({ flag, value }: WrittenOption): readonly string[] {
  return value.text === null ? [flag] : [flag, value.text];
}

/** Everything that a command line means, in its order. */
export function valuesIn({ operands, options }: CommandLine): readonly DrawnValue[] {
  return [...options.map(({ value }) => value), ...operands];
}
