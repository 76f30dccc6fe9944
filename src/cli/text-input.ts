import { InputError } from '../input/input-error.js';
import type { TextReader } from '../observed/dirty-rate-reply.js';
import { readTextFile, unreadable } from '../profiles/json-file.js';
import type { Terminal } from './terminal.js';

/** What stands for standard input where a file can be named. */
export const standardInput = '-';

/**
 * What reads the files that options name, among them standard input as `-`, which is read at once if one of them does.
 *
 * @param names all that will be read
 * @throws InputError naming the option, as the reader does, if a file cannot be read
 */
export async function textReader(
  names: readonly (string | null)[],
  terminal: Terminal,
): Promise<TextReader> {
  const piped = names.includes(standardInput) ? await inputText(terminal) : null;
  return (file, option) => {
    if (file !== standardInput) return readTextFile(file, { option });
    if (typeof piped === 'string') return piped;
    if (piped !== null) throw unreadable('standard input', option, piped.cause);
    throw new InputError({ subject: option, value: file, problem: 'is not there to be read' });
  };
}

/** All of standard input, or why it cannot be read; null where there is none. */
async function inputText({
  input,
}: Pick<Terminal, 'input'>): Promise<string | { readonly cause: unknown } | null> {
  if (input === undefined) return null;
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of input()) chunks.push(Buffer.from(chunk as Uint8Array | string));
    return Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
  } catch (cause) {
    return { cause };
  }
}
