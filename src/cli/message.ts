import { inertLines, printable, printableLines } from '../documents/printable.js';
import type { Terminal, TextSink } from './terminal.js';

/** Says a line on stderr; what files and names hold is made printable. */
export function say({ err }: Pick<Terminal, 'err'>, line: string): void {
  err.write(`${inertLines(printable(line))}\n`);
}

/** Says a text of several lines on stderr, such as the stack of an error. */
export function sayLines({ err }: Pick<Terminal, 'err'>, text: string): void {
  err.write(`${inertLines(printableLines(text))}\n`);
}

/** Writes data for programs as it is; to a terminal, where somebody looks at it, printable. */
export function writeData(out: TextSink, text: string): void {
  out.write(out.isTTY ? printableLines(text) : text);
}
