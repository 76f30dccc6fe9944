import { knownName } from '../../input/known-name.js';
import type { Command, CommandEntry } from '../command.js';
import { terminalWidth } from '../terminal-facts.js';
import type { Terminal } from '../terminal.js';
import type { HelpPage } from './help-page.js';
import { helpText } from './help-text.js';

/** The help of a command, short or all of it, as wide as the terminal. */
export async function commandHelpText(
  command: Command,
  isFull: boolean,
  terminal: Terminal,
): Promise<string> {
  const { commandHelp, shortHelp } = await import('./command-help.js');
  return shown(isFull ? commandHelp(command) : shortHelp(command), terminal);
}

/** The help of the program as a whole, short or all of it. */
export async function programHelpText(
  commands: readonly CommandEntry[],
  isFull: boolean,
  terminal: Terminal,
): Promise<string> {
  const { programHelp, shortProgramHelp } = await import('./program-help.js');
  if (!isFull) return shown(shortProgramHelp(commands), terminal);
  const { helpTopics } = await import('./topics.js');
  return shown(programHelp(commands, helpTopics), terminal);
}

/**
 * The help of a command or a topic.
 *
 * @throws InputError if there is none of this name
 */
export async function namedHelpText(
  name: string,
  commands: readonly CommandEntry[],
  terminal: Terminal,
): Promise<string> {
  const entry = commands.find((each) => each.name === name);
  if (entry !== undefined) return commandHelpText(await entry.load(), true, terminal);
  const { helpTopics } = await import('./topics.js');
  const names = [...commands, ...helpTopics].map((each) => each.name);
  const known = knownName(name, names, {
    subject: 'help',
    problem: 'is neither a command nor a topic',
  });
  const topic = helpTopics.find((each) => each.name === known);
  return topic === undefined ? '' : shown(topic.page(), terminal);
}

function shown(page: HelpPage, terminal: Terminal): string {
  return helpText(page, terminalWidth(terminal));
}
