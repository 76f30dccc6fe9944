import { Command as Parser, CommanderError, Option as ParserOption } from 'commander';
import { InputError } from '../input/input-error.js';
import { nearestName } from '../input/nearest-name.js';
import type { Command } from './command.js';
import { readOperands, usageText } from './operands.js';
import { type Option, type OptionTable, flagOf } from './options/option.js';

/** What a command line asks of a command. */
export type Request =
  | {
      readonly kind: 'execute';
      readonly values: Readonly<Record<string, unknown>>;
      /** Keys of the options that were written. */
      readonly written: ReadonlySet<string>;
    }
  | { readonly kind: 'help'; readonly text: string };

/**
 * Parses the arguments of a command.
 *
 * @throws InputError naming the option
 */
export function parseCommandLine(command: Command, args: readonly string[]): Request {
  const parser = parserOf(command);
  let help = '';
  parser.configureOutput({ writeOut: (text) => (help += text), writeErr: () => {} });
  try {
    parser.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'help', text: help };
    throw usageError(error, command);
  }
  const operands = readOperands(command, parser.args);
  const given = parser.opts();
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
    .usage(usageText(command))
    .description(command.summary)
    .helpOption('-h, --help', 'show this help')
    .allowExcessArguments(true)
    .exitOverride()
    .addHelpText('after', examplesText(command));
  for (const { placeholder, description, variadic } of command.operands ?? []) {
    parser.argument(variadic ? `[${placeholder}...]` : `[${placeholder}]`, description);
  }
  for (const group of command.optionGroups) {
    for (const [key, option] of Object.entries(group.options)) {
      parser.addOption(parserOption(key, option).helpGroup(group.title));
    }
  }
  return parser;
}

function parserOption(key: string, option: Option<unknown>): ParserOption {
  const dots = option.variadic ? '...' : '';
  const [open, close] = option.optionalValue ? '[]' : '<>';
  const value = option.placeholder === null ? '' : ` ${open}${option.placeholder}${dots}${close}`;
  const { description, fallbackText = null, hidden = false } = option;
  const standard = fallbackText === null ? '' : ` (default: ${fallbackText})`;
  return new ParserOption(flagOf(key) + value, description + standard).hideHelp(hidden);
}

function examplesText({ examples }: Command): string {
  const lines = examples.map(({ purpose, commandLine }) => `  # ${purpose}\n  ${commandLine}\n`);
  return `\nExamples:\n${lines.join('\n')}`;
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
    const nearest = nearestName(flag, Object.keys(optionTable(command)).map(flagOf));
    return new InputError({ subject: flag, problem: 'unknown option', nearest }, { cause: error });
  }
  if (error.code === 'commander.optionMissingArgument') {
    return new InputError({ subject: flag, problem: 'a value is missing' }, { cause: error });
  }
  const problem = error.message.replace(/^error: /, '').replaceAll(/\s+/g, ' ');
  return new InputError({ subject: command.name, problem }, { cause: error });
}
