import type { ExitCode } from './exit-code.js';
import type { OptionGroup } from './options/option.js';
import type { Terminal } from './terminal.js';

/** A command of the program: everything that the parser, the help and completion need. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly examples: readonly Example[];
  readonly optionGroups: readonly OptionGroup[];
  /** Keys of the options that most need, for the short help; all that it does not share with each command if absent. */
  readonly essentials?: readonly string[];
  /**
   * Options that it has beside those because of what is written: the settings of a strategy.
   *
   * @throws InputError if what is written names something that cannot be read
   */
  optionGroupsOf?(args: readonly string[]): readonly OptionGroup[];
  /** What it takes without a flag, in order; nothing if absent. */
  readonly operands?: readonly Operand[];
  /**
   * @param values one value for each option of `optionGroups` and for each operand, by its key: a
   *   text, or a list of texts for a variadic operand
   * @param written keys of the options that were written, not left at their defaults
   */
  execute(
    values: Readonly<Record<string, unknown>>,
    terminal: Terminal,
    written: ReadonlySet<string>,
  ): Promise<ExitCode>;
}

/** A value without a flag: `compare BASE HEAD`. */
export interface Operand {
  readonly key: string;
  /** What stands for it in the help: BASE. */
  readonly placeholder: string;
  readonly description: string;
  /** The valid values where they are names; a path of a file or folder if absent. */
  readonly choices?: readonly string[];
  /** Takes this one and all that follow; only the last operand may. */
  readonly variadic?: true;
  /** May be left out (null, or an empty list); the command says where it may not. */
  readonly optional?: true;
}

export interface Example {
  readonly purpose: string;
  readonly commandLine: string;
}

/** A command before it is loaded. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}
