import type { Command, CommandEntry, Example } from '../command.js';
import { programName, programVersion } from '../../program-version.js';
import { modelVersion } from '../../model-version.js';
import { commandHelp } from './command-help.js';
import { exitCodeRows } from './exit-code-rows.js';
import type { HelpPart, HelpRow } from './help-page.js';
import { programHelp } from './program-help.js';
import { helpTopics } from './topics.js';

const environment: readonly HelpRow[] = [
  { term: 'COLUMNS', text: 'width of what is printed, where it is not that of the terminal' },
  { term: 'NO_COLOR, FORCE_COLOR', text: 'colours never, or also where there is no terminal' },
  { term: 'LC_ALL, LC_CTYPE, LANG', text: 'whether plots in the terminal may use braille (UTF-8)' },
];

/** The manual page of the program, in roff with the macros of man(7). */
export async function manPage(entries: readonly CommandEntry[]): Promise<string> {
  const commands = await Promise.all(entries.map((entry) => entry.load()));
  const overview = programHelp(entries, helpTopics);
  return `${[
    `.TH ${programName.toUpperCase()} 1 "" "${programName} ${programVersion}" "User Commands"`,
    // Options are not stretched or broken.
    '.ad l',
    '.nh',
    '.SH NAME',
    String.raw`${escaped(programName)} \- ${escaped("QEMU's guestperf live-migration benchmark, in simulation")}`,
    '.SH SYNOPSIS',
    `.B ${escaped(programName)}`,
    escaped('[command] [options]'),
    '.SH DESCRIPTION',
    ...overview.parts.flatMap(partLines),
    '.SH COMMANDS',
    ...commands.flatMap(commandLines),
    '.SH TOPICS',
    ...helpTopics.flatMap(({ name, page }) => [
      `.SS ${quoted(`${programName} help ${name}`)}`,
      ...page().parts.flatMap(partLines),
    ]),
    '.SH EXIT STATUS',
    ...rowLines(exitCodeRows),
    '.SH ENVIRONMENT',
    ...rowLines(environment),
    '.SH VERSION',
    escaped(`Version ${programVersion}, model ${modelVersion}.`),
  ].join('\n')}\n`;
}

function commandLines(command: Command): string[] {
  const { parts, usage } = commandHelp(command);
  return [`.SS ${quoted(usage ?? command.name)}`, ...parts.flatMap(partLines)];
}

function partLines(part: HelpPart): string[] {
  switch (part.kind) {
    case 'words':
      return ['.PP', escaped(part.text)];
    case 'rows':
      return [
        ...(part.title === '' ? [] : ['.PP', `.B ${quoted(part.title)}`]),
        ...rowLines(part.rows),
      ];
    case 'examples':
      return ['.PP', '.B Examples:', ...part.examples.flatMap(exampleLines)];
  }
}

function rowLines(list: readonly HelpRow[]): string[] {
  return list.flatMap(({ term, text }) => ['.TP', `.B ${quoted(term)}`, escaped(text)]);
}

function exampleLines({ commandLine, purpose }: Example): string[] {
  return [
    '.PP',
    escaped(`${purpose}:`),
    '.PP',
    '.nf',
    ...commandLine.split('\n').map(escaped),
    '.fi',
  ];
}

/** Text as roff takes it: dashes that can be copied, lists that can be broken, and no line that is a request. */
function escaped(text: string): string {
  const plain = text
    .replaceAll('\\', String.raw`\e`)
    .replaceAll('-', String.raw`\-`)
    .replaceAll(/,(?=\S)/g, String.raw`,\:`);
  return /^[.']/.test(plain) ? String.raw`\&${plain}` : plain;
}

/** The same as one argument of a macro. */
function quoted(text: string): string {
  return `"${escaped(text).replaceAll('"', String.raw`\(dq`)}"`;
}
