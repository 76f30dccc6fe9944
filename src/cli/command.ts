import type { ExitCode } from './exit-code.js';
import type { OptionGroup } from './options/option.js';
import type { Terminal } from './terminal.js';

/** A command of the program: everything that the parser, the help and completion need. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly examples: readonly Example[];
  readonly optionGroups: readonly OptionGroup[];
  /**
   * @param values one value for each option of `optionGroups`, by its key
   * @param written keys of the options that were written, not left at their defaults
   */
  execute(
    values: Readonly<Record<string, unknown>>,
    terminal: Terminal,
    written: ReadonlySet<string>,
  ): Promise<ExitCode>;
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
