import { flagOf } from '../../engines/setting.js';

export { flagOf };

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
  /** A letter that stands for the flag behind one dash; none if absent. */
  readonly letter?: string;
  /** Asks for something on stderr, which --quiet would take away; not if absent. */
  readonly speaks?: true;
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

/** How an option is written in the help: `-q, --quiet`, `--cpus <N>`. */
export function shownOption(key: string, option: Option<unknown>): string {
  const { letter, optionalValue = false, placeholder, variadic = false } = option;
  const flags = letter === undefined ? flagOf(key) : `-${letter}, ${flagOf(key)}`;
  if (placeholder === null) return flags;
  const [open, close] = optionalValue ? '[]' : '<>';
  return `${flags} ${open}${placeholder}${variadic ? '...' : ''}${close}`;
}

/** What an option is, with its choices, if nothing else says them, and its default. */
export function fullMeaning(option: Option<unknown>): string {
  const { choices = [], description, fallbackText = null, placeholder } = option;
  const isSaid = placeholder !== 'NAME' || choices.every((choice) => description.includes(choice));
  const names = isSaid ? '' : ` (${choices.join(', ')})`;
  return description + names + (fallbackText === null ? '' : ` (default: ${fallbackText})`);
}

/** What stands for one of a few names in the help: the names, if they are no more than a line. */
export function choicePlaceholder(choices: readonly string[]): string {
  const names = choices.join('|');
  return choices.length > 5 || names.length > 40 ? 'NAME' : names;
}

/** The first clause of what an option is: a line of a menu is short. */
export function shortMeaning({ description }: Option<unknown>): string {
  return description.split(/[;(]/)[0].trim();
}

/** `stressMem` is `stress_mem` in records. */
export function recordKey(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
