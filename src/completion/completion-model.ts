import { publishedSuites, shippedSuites } from '../settings/suite-file.js';
import { ownHosts, shipped as shippedProfiles } from '../profiles/profile-files.js';
import type { Command, CommandEntry } from '../cli/command.js';
import { optionTable } from '../cli/command-line.js';
import { flagOf, type Option, shortMeaning } from '../cli/options/option.js';

/** What the words after an option or a command may be. */
export interface Values {
  readonly words: readonly string[];
  readonly files: boolean;
}

export interface CompletedOption {
  readonly flag: string;
  readonly description: string;
  /** What stands for the value; null for a switch. */
  readonly placeholder: string | null;
  readonly values: Values;
  /** Takes several values. */
  readonly isVariadic: boolean;
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** What it takes without a flag; null if nothing that can be completed. */
  readonly operands: Values | null;
}

/** What `help` knows beside commands. */
export interface CompletedTopic {
  readonly name: string;
  readonly summary: string;
}

/** Shipped things that options of this name take, beside the path of a file. */
const shipped: Readonly<Record<string, () => readonly string[]>> = {
  host: () => [...shippedProfiles.host(), ...ownHosts()],
  workload: shippedProfiles.workload,
  suite: shippedSuites,
  policy: shippedProfiles.policy,
  reference: () => publishedSuites().map(({ reference }) => reference),
};

const nothing: Values = { words: [], files: false };

/** What completion has to know of each command, from the tables that its help is made of. */
export async function completionModel(
  entries: readonly CommandEntry[],
): Promise<CompletedCommand[]> {
  return Promise.all(
    entries.map(async (entry) => completedCommand(await entry.load(), entry.summary)),
  );
}

function completedCommand(command: Command, summary: string): CompletedCommand {
  const options = Object.entries(optionTable(command))
    .filter(([, option]) => !option.hidden)
    .map(([key, option]) => completedOption(key, option));
  const help = { flag: '--help', description: 'show the help', placeholder: null };
  return {
    name: command.name,
    summary,
    options: [...options, { ...help, values: nothing, isVariadic: false }],
    operands: operandValues(command, options),
  };
}

function completedOption(key: string, option: Option<unknown>): CompletedOption {
  return {
    flag: flagOf(key),
    description: shortMeaning(option),
    placeholder: option.placeholder,
    values: optionValues(key, option),
    isVariadic: option.variadic === true,
  };
}

function optionValues(key: string, { placeholder, choices = [] }: Option<unknown>): Values {
  if (placeholder === null) return nothing;
  const names = shipped[key]?.() ?? [];
  return {
    words: [...choices, ...names].filter(isPlain),
    files: /FILE|PATH|FOLDER|DIR/.test(placeholder),
  };
}

/** Without operands, the words behind a variadic option are its values. */
function operandValues(command: Command, options: readonly CompletedOption[]): Values | null {
  const operands = command.operands ?? [];
  if (operands.length > 0) {
    return {
      words: operands.flatMap(({ choices }) => choices ?? []),
      files: operands.some(({ choices }) => choices === undefined),
    };
  }
  const takesFiles = options.some(({ isVariadic, values }) => isVariadic && values.files);
  return takesFiles ? { words: [], files: true } : null;
}

/** A word that no shell takes apart; others are left to the user. */
function isPlain(word: string): boolean {
  return /^[\w.+:%@,-]+$/.test(word);
}

/** Options that may stand in the place of a command. */
export const programFlags = ['--help', '--version'] as const;
