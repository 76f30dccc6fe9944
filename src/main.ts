import { InputError } from './input/input-error.js';
import { knownName } from './input/known-name.js';
import { type ColorMode, colorModes, textStyle } from './cli/color.js';
import { say, sayLines } from './cli/message.js';
import type { CommandEntry } from './cli/command.js';
import { ownProfilesFolder } from './cli/own-profiles.js';
import { findProfilesIn } from './profiles/own-folder.js';
import { commands, defaultCommand } from './commands.js';
import { type ExitCode, exitCode } from './cli/exit-code.js';
import type { Terminal } from './cli/terminal.js';
import { asksVersion, versionText } from './program-version.js';

/**
 * Runs a command line.
 *
 * @param args the arguments behind the program's name
 * @returns the exit code; errors have been reported on `terminal.err`
 */
export async function main(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  findProfilesIn(ownProfilesFolder(terminal.environment));
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    return await report(error, args, terminal);
  } finally {
    findProfilesIn(null);
  }
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [first = '', ...rest] = args;
  const text = await knowledge(args, terminal);
  if (text !== null) {
    terminal.out.write(text);
    return exitCode.done;
  }
  if (first === '' || first.startsWith('-')) {
    return execute(entryNamed(defaultCommand), args, terminal);
  }
  return execute(entryNamed(first), rest, terminal);
}

function loadHelp() {
  return import('./cli/help/help-request.js');
}

/** What is asked about the program; null if it is to do something. */
async function knowledge(args: readonly string[], terminal: Terminal): Promise<string | null> {
  if (asksVersion(args)) return versionText;
  switch (args[0]) {
    case '-h':
      return (await loadHelp()).programHelpText(commands, false, terminal);
    case '--help':
      return (await loadHelp()).programHelpText(commands, true, terminal);
    case 'help':
      if (args.length === 1) return (await loadHelp()).programHelpText(commands, true, terminal);
      return (await loadHelp()).namedHelpText(args[1], commands, terminal);
    case 'man':
      return (await import('./cli/help/man-page.js')).manPage(commands);
    case undefined:
      // In a pipe it is guestperf with all its defaults.
      if (!terminal.out.isTTY) return null;
      return (await loadHelp()).programHelpText(commands, false, terminal);
    default:
      return null;
  }
}

function entryNamed(name: string): CommandEntry {
  const names = commands.map((entry) => entry.name);
  return commands[
    names.indexOf(knownName(name, names, { subject: 'command', problem: 'is unknown' }))
  ];
}

async function execute(
  entry: CommandEntry,
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const [command, { parseCommandLine }] = await Promise.all([
    entry.load(),
    import('./cli/command-line.js'),
  ]);
  const more = command.optionGroupsOf?.(args) ?? [];
  const optionGroups = [...command.optionGroups, ...more];
  const request = parseCommandLine({ ...command, optionGroups }, args);
  if (request.kind === 'help') {
    const { commandHelpText } = await loadHelp();
    terminal.out.write(
      await commandHelpText({ ...command, optionGroups }, request.isFull, terminal),
    );
    return exitCode.done;
  }
  return command.execute(request.values, heard(request, terminal), request.written);
}

/** The terminal with stderr for errors alone, if --quiet is there. */
function heard(
  { values }: { readonly values: Readonly<Record<string, unknown>> },
  terminal: Terminal,
): Terminal {
  return values['quiet'] === true
    ? { ...terminal, err: { isTTY: false, write: () => {} }, errors: terminal.err }
    : terminal;
}

async function report(
  error: unknown,
  args: readonly string[],
  { err, environment }: Terminal,
): Promise<ExitCode> {
  const style = await textStyle(writtenColorMode(args), err, environment);
  const isBadInput = error instanceof InputError;
  const label = style.error(isBadInput ? 'error:' : 'internal error:');
  const message = error instanceof Error ? error.message : String(error);
  // The label may have a colour: nothing else on stderr has.
  err.write(`${label} `);
  if (args.includes('--debug')) {
    sayLines({ err }, error instanceof Error && error.stack ? error.stack : message);
  } else {
    say({ err }, `${message}${isBadInput ? '' : ' (--debug shows where)'}`);
  }
  return isBadInput ? exitCode.badInput : exitCode.failure;
}

/** `--color` as far as it can be known where parsing failed. */
function writtenColorMode(args: readonly string[]): ColorMode {
  const text = args.join(' ');
  return colorModes.find((mode) => new RegExp(`--color[ =]${mode}( |$)`).test(text)) ?? 'auto';
}
