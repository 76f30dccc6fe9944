import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { unreadable } from './json-file.js';

const chunkBytes = 262_144;

/**
 * Reads a text file line by line, whatever its size, without a byte-order mark. What stands behind the last newline is a line too,
 * if only an empty one.
 *
 * @param option what names the file, for errors
 * @throws InputError if the file system does not give it
 */
export function* textLines(file: string, option: string): Generator<string, void> {
  const attempt = <Value>(work: () => Value): Value => {
    try {
      return work();
    } catch (error) {
      throw unreadable(file, option, error);
    }
  };
  const descriptor = attempt(() => openSync(file, 'r'));
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const decoder = new StringDecoder('utf8');
    // A line may be longer than a chunk.
    let begun: string[] = [];
    let isFirst = true;
    for (let length = -1; length !== 0;) {
      length = attempt(() => readSync(descriptor, chunk));
      const text = length === 0 ? decoder.end() : decoder.write(chunk.subarray(0, length));
      const lines = (isFirst ? text.replace(/^\uFEFF/, '') : text).split('\n');
      isFirst = false;
      for (const line of lines.slice(0, -1)) {
        yield begun.length === 0 ? line : begun.join('') + line;
        begun = [];
      }
      begun.push(lines[lines.length - 1]);
    }
    yield begun.join('');
  } finally {
    closeSync(descriptor);
  }
}
