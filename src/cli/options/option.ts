export { flagOf } from '../../engines/setting.js';

/** An option of a command: what the parser, the help and completion need to know of it. */
export interface Option<Value> {
  /** What stands for the value in the help; null for a switch, which takes none. */
  readonly placeholder: string | null;
  readonly description: string;
  readonly fallback: Value;
  /** The default as the help shows it; null or absent shows none. */
  readonly fallbackText?: string | null;
  /** The valid values where they are names, for completion. */
  readonly choices?: readonly string[];
  /** Left out of the help; not if absent. */
  readonly hidden?: true;
  /** Takes several values, each of which is read in turn; one if absent. */
  readonly variadic?: true;
  /** May be written as a switch, which reads the empty string; not if absent. */
  readonly optionalValue?: true;
  /**
   * The value of what was written after `flag`; of the empty string for a switch.
   *
   * @param soFar what came of the values before, of a variadic option
   * @throws InputError naming the flag
   */
  read(text: string, flag: string, soFar: Value): Value;
}

/** What those who make an option of some kind are told. */
export interface OptionFacts<Fallback> {
  readonly description: string;
  readonly fallback: Fallback;
  /** The default as the help shows it, where it is not the value. */
  readonly fallbackText?: string;
}

/** Options by the camel-case form of their flag, in the order of the help. */
export type OptionTable = Readonly<Record<string, Option<unknown>>>;

export type OptionValues<Table extends OptionTable> = {
  readonly [Key in keyof Table]: Table[Key] extends Option<infer Value> ? Value : never;
};

/** A titled part of a command's help. */
export interface OptionGroup {
  readonly title: string;
  readonly options: OptionTable;
}

/** `stressMem` is `stress_mem` in records. */
export function recordKey(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
