import { Command as Parser, CommanderError, Option as ParserOption } from 'commander';
import { InputError } from '../input/input-error.js';
import type { Command } from './command.js';
import { meantFlag } from './meant-flag.js';
import { readOperands } from './operands.js';
import { type OptionTable, flagOf, shownOption } from './options/option.js';

/** What a command line asks of a command. */
export type Request =
  | {
      readonly kind: 'execute';
      readonly values: Readonly<Record<string, unknown>>;
      /** Keys of the options that were written. */
      readonly written: ReadonlySet<string>;
    }
  | { readonly kind: 'help'; readonly isFull: boolean };

/**
 * Parses the arguments of a command.
 *
 * @throws InputError naming the option
 */
export function parseCommandLine(command: Command, args: readonly string[]): Request {
  const parser = parserOf(command);
  try {
    parser.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'help', isFull: args.includes('--help') };
    throw usageError(error, command);
  }
  const given = parser.opts();
  refuseSilence(optionTable(command), given);
  const operands = readOperands(command, parser.args);
  return {
    kind: 'execute',
    values: { ...readOptions(optionTable(command), given), ...operands },
    written: new Set(Object.keys(given)),
  };
}

/** All options of a command, by key. */
export function optionTable(command: Command): OptionTable {
  return Object.assign({}, ...command.optionGroups.map((group) => group.options));
}

function parserOf(command: Command): Parser {
  const parser = new Parser(`guestperf-sim ${command.name}`)
    .helpOption('-h, --help')
    .allowExcessArguments(true)
    .exitOverride()
    .configureOutput({ writeOut: () => {}, writeErr: () => {} });
  for (const { placeholder, variadic } of command.operands ?? []) {
    parser.argument(variadic ? `[${placeholder}...]` : `[${placeholder}]`);
  }
  for (const [key, option] of Object.entries(optionTable(command))) {
    parser.addOption(new ParserOption(shownOption(key, option)));
  }
  return parser;
}

/** @throws InputError if --quiet is there beside an option that asks for something on stderr */
function refuseSilence(table: OptionTable, given: Readonly<Record<string, unknown>>): void {
  if (given['quiet'] === undefined) return;
  const spoken = Object.keys(given).find((key) => table[key]?.speaks === true);
  if (spoken === undefined) return;
  throw new InputError({ subject: flagOf('quiet'), problem: `contradicts ${flagOf(spoken)}` });
}

function readOptions(
  table: OptionTable,
  written: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, option] of Object.entries(table)) {
    values[key] = textsOf(written[key]).reduce(
      (soFar, text) => option.read(text, flagOf(key), soFar),
      option.fallback,
    );
  }
  return values;
}

/** What was written for an option: nothing, a switch (''), a value, or several. */
function textsOf(written: unknown): readonly string[] {
  if (written === undefined) return [];
  if (Array.isArray(written)) return written.map(String);
  return [typeof written === 'string' ? written : ''];
}

function usageError(error: CommanderError, command: Command): InputError {
  const flag = /'(--?[^ ']+)/.exec(error.message)?.[1] ?? command.name;
  if (error.code === 'commander.unknownOption') {
    const nearest = meantFlag(flag, Object.keys(optionTable(command)));
    return new InputError({ subject: flag, problem: 'unknown option', nearest }, { cause: error });
  }
  if (error.code === 'commander.optionMissingArgument') {
    return new InputError({ subject: flag, problem: 'a value is missing' }, { cause: error });
  }
  const problem = error.message.replace(/^error: /, '').replaceAll(/\s+/g, ' ');
  return new InputError({ subject: command.name, problem }, { cause: error });
}
