/** A command of the README with the output that is shown under it. */
export interface ReadmeCommand {
  readonly command: string;
  /** Lines as shown; `...` stands for any lines. Empty if only the command is shown. */
  readonly shown: readonly string[];
  /** Lines of the README, counted from 0, that hold the shown output. */
  readonly from: number;
  readonly to: number;
}

/** The commands in the README's `console` blocks: lines after `$ `, continued by a backslash. */
export function readmeCommands(text: string): ReadmeCommand[] {
  const lines = text.split('\n');
  const commands: ReadmeCommand[] = [];
  for (let index = 0; index < lines.length; index++) {
    if (lines[index] !== '```console') continue;
    const end = lines.indexOf('```', index + 1);
    commands.push(...blockCommands(lines, index + 1, end));
    index = end;
  }
  return commands;
}

function blockCommands(lines: readonly string[], start: number, end: number): ReadmeCommand[] {
  const commands: ReadmeCommand[] = [];
  let index = start;
  while (index < end) {
    const parts = [lines[index].replace(/^\$ /, '')];
    while (parts[parts.length - 1].endsWith('\\')) parts.push(lines[++index]);
    const from = index + 1;
    let to = from;
    while (to < end && !lines[to].startsWith('$ ')) to++;
    commands.push({ command: parts.join('\n'), shown: lines.slice(from, to), from, to });
    index = to;
  }
  return commands;
}

/** The code of the README's blocks in `language`. */
export function readmeCode(text: string, language: string): string[] {
  return Array.from(
    text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms')),
    ([, code]) => code,
  );
}

/** A pattern for shown lines in which `...` stands for any lines. */
export function shownPattern(shown: readonly string[]): RegExp {
  const parts = shown.map((line) => (line === '...' ? '(?:.*\n)*?' : `${escaped(line)}\n`));
  return new RegExp(`^${parts.join('')}$`);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** The rows of the README's table of tasks that are a command of the program: what one asks, and the command. */
export function readmeTasks(text: string): Map<string, string> {
  return new Map(
    Array.from(
      text.matchAll(/^\| (.*?) +\| `(guestperf-sim [^`]*)` +\|/gm),
      ([, task, command]) => [task, command] as const,
    ),
  );
}
