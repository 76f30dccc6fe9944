import type { Command } from '../command.js';
import { usageText } from '../operands.js';
import { commonOptions } from '../options/shared-options.js';
import { fullMeaning, type Option, shownOption } from '../options/option.js';
import { type HelpPage, type HelpPart, type HelpRow, rows, words } from './help-page.js';

/** Characters beside the column of the options, on a terminal of 80. */
const menuWidth = 52;

type Entry = readonly [key: string, option: Option<unknown>];

/** All that there is to say of a command. */
export function commandHelp(command: Command): HelpPage {
  return {
    usage: usageOf(command),
    parts: [
      words(command.summary),
      ...operandRows(command),
      ...command.optionGroups.map(({ options, title }) =>
        rows(title, optionRows(shownEntries(options), fullMeaning)),
      ),
      rows('Help:', [
        { term: '-h', text: 'show the most common options' },
        { term: '--help', text: 'show this help' },
      ]),
      { kind: 'examples', examples: command.examples },
    ],
  };
}

/** What most need of a command, and where the rest is. */
export function shortHelp(command: Command): HelpPage {
  const { essentials, name, summary } = command;
  const all = command.optionGroups.flatMap(({ options }) => shownEntries(options));
  const chosen = all.filter(([key]) => essentials?.includes(key) ?? !(key in commonOptions));
  return {
    usage: usageOf(command),
    parts: [
      words(summary),
      ...operandRows(command),
      rows('', optionRows(chosen, menuText)),
      words(`All ${all.length} options, and examples: guestperf-sim ${name} --help`),
    ],
  };
}

/** What most need to know of an option, in one line of a usual terminal, with a default that is as short. */
function menuText(option: Option<unknown>): string {
  const { fallbackText = null } = option;
  const [clause] = option.description.split(/[;:(] ?/);
  const text = (clause.length > menuWidth ? clause.split(', ')[0] : clause).trim();
  const withStandard = `${text} (default: ${fallbackText})`;
  return fallbackText === null || withStandard.length > menuWidth ? text : withStandard;
}

function usageOf(command: Command): string {
  return `guestperf-sim ${command.name} ${usageText(command)}`;
}

function operandRows({ operands = [] }: Command): HelpPart[] {
  if (operands.length === 0) return [];
  const list = operands.map(({ description, placeholder }) => ({
    term: placeholder,
    text: description,
  }));
  return [rows('Arguments:', list)];
}

function shownEntries(options: Readonly<Record<string, Option<unknown>>>): Entry[] {
  return Object.entries(options).filter(([, { hidden }]) => hidden !== true);
}

function optionRows(
  entries: readonly Entry[],
  meaning: (option: Option<unknown>) => string,
): HelpRow[] {
  return entries.map(([key, option]) => ({
    term: shownOption(key, option),
    text: meaning(option),
  }));
}
