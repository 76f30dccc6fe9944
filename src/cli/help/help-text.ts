import { wrapParts, wrapWords } from '../../documents/wrap-words.js';
import { printable } from '../../documents/printable.js';
import { commandLines } from './command-lines.js';
import type { HelpPage, HelpPart, HelpRow } from './help-page.js';

/** The widest column of terms, with the blanks on either side. */
const termColumn = 28;
const indent = 2;
const gap = 2;

/** Longer lines are hard to read, however wide the terminal is. */
const widest = 120;

/**
 * Help for a terminal: no line is longer than it is wide.
 *
 * @param columns width of the terminal
 */
export function helpText({ usage, parts }: HelpPage, columns: number): string {
  const width = Math.min(columns, widest);
  const lines = parts.map((part) =>
    partLines(part, width)
      .map((line) => `${line}\n`)
      .join(''),
  );
  const head = usage === null ? [] : [`Usage: ${usage}\n`];
  return [...head, ...lines].join('\n');
}

function partLines(part: HelpPart, width: number): readonly string[] {
  switch (part.kind) {
    case 'words':
      return wrapped(part.text, width);
    case 'rows':
      return [...(part.title === '' ? [] : [part.title]), ...rowLines(part.rows, width)];
    case 'examples':
      return [
        'Examples:',
        ...part.examples.flatMap(({ commandLine, purpose }, index) => [
          ...(index === 0 ? [] : ['']),
          ...wrapWords(purpose, width - indent - 2).map((line) => `${blanks(indent)}# ${line}`),
          ...commandLines(commandLine, width - indent).map((line) => blanks(indent) + line),
        ]),
      ];
  }
}

/** A term too long for the column has its meaning on the lines below it. */
function rowLines(list: readonly HelpRow[], width: number): string[] {
  const fitting = list
    .map(({ term }) => indent + term.length + gap)
    .filter((each) => each <= termColumn);
  const column = fitting.reduce((widestTerm, each) => Math.max(widestTerm, each), indent + gap);
  return list.flatMap(({ term, text }) => {
    const [first = '', ...others] = wrapped(text, width - column);
    const rest = others.map((line) => blanks(column) + line);
    const head = blanks(indent) + term;
    if (head.length + gap > column) return [head, blanks(column) + first, ...rest];
    return [head.padEnd(column) + first, ...rest];
  });
}

/** Words on lines; one that is longer than a line is broken behind its commas. */
function wrapped(text: string, width: number): string[] {
  return wrapWords(printable(text), width).flatMap((line) =>
    line.length <= width ? [line] : wrapParts(line.split(/(?<=,)/), '', width),
  );
}

function blanks(count: number): string {
  return ' '.repeat(count);
}
