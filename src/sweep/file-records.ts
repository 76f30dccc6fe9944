import { closeSync, openSync, readSync } from 'node:fs';

const newline = 10;
const quote = 34;
const chunkBytes = 262_144;
const byteOrderMark = '\uFEFF';

/** A line of a file of records; of CSV, the lines of one record. */
export interface FileRecord {
  /** Without its newline, and without the byte-order mark that a file may begin with. */
  readonly text: string;
  /** Bytes of the file up to its end. */
  readonly end: number;
}

/**
 * Reads the records of a file one by one, whatever its size.
 *
 * @param isCsv whether newlines within quotes belong to a record
 * @returns the bytes behind the last newline: of a record that was torn
 */
export function* fileRecords(path: string, isCsv: boolean): Generator<FileRecord, number> {
  const descriptor = openSync(path, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    let end = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const length = readSync(descriptor, chunk);
      if (length === 0) return rest.length;
      const buffer = Buffer.concat([rest, chunk.subarray(0, length)]);
      let start = 0;
      for (
        let stop = recordEnd(buffer, start, isCsv);
        stop >= 0;
        stop = recordEnd(buffer, start, isCsv)
      ) {
        const text = buffer.toString('utf8', start, stop);
        yield {
          text: end === 0 && text.startsWith(byteOrderMark) ? text.slice(1) : text,
          end: end + stop + 1 - start,
        };
        end += stop + 1 - start;
        start = stop + 1;
      }
      rest = buffer.subarray(start);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Where the newline of the record is that begins at `start`; -1 if it is not there yet. */
function recordEnd(buffer: Buffer, start: number, isCsv: boolean): number {
  if (!isCsv) return buffer.indexOf(newline, start);
  let isQuoted = false;
  for (let position = start; position < buffer.length; position++) {
    if (buffer[position] === quote) isQuoted = !isQuoted;
    else if (buffer[position] === newline && !isQuoted) return position;
  }
  return -1;
}
