import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { LineSplitter, LineTooLong, maxLineBytes } from '../cli/monitor/line-splitter.js';
import { InputError } from '../input/input-error.js';
import { isFinal, type MigrationSetup, unknownSetup } from '../observed/migration-reading.js';
import { faultOf } from '../observed/observed-source.js';
import { ObservedStream } from '../observed/observed-stream.js';
import { unreadable } from '../profiles/json-file.js';
import { nothingTold, type SourceEvent } from './source-event.js';

export const inputFlag = '--input';

/**
 * Follows a migration through what somebody else has asked, or is asking: until it is over, the text ends, or the
 * signal.
 *
 * @param bytes the text as it comes
 * @throws InputError if it is nothing that is read, or holds no answer
 */
export async function* inputSource(
  file: string,
  bytes: Readable,
  signal: AbortSignal,
): AsyncGenerator<SourceEvent> {
  const stop = (): void => void bytes.destroy();
  signal.addEventListener('abort', stop);
  // What is destroyed before it is read may tell that it could not be opened.
  bytes.on('error', () => {});
  try {
    if (signal.aborted) stop();
    else yield* eventsOf(file, bytes);
  } catch (error) {
    // What is destroyed tells that it has not ended.
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function* eventsOf(file: string, bytes: Readable): AsyncGenerator<SourceEvent> {
  const source = { file: file === '-' ? 'standard input' : file, option: inputFlag };
  const stream = new ObservedStream(source);
  let known: MigrationSetup = unknownSetup;
  let hasText = false;
  for await (const line of linesOf(file, bytes)) {
    const isFirst = !hasText;
    hasText ||= line.trim() !== '';
    const readings = stream.line(isFirst ? line.replace(/^\uFEFF/, '') : line);
    const { setup } = stream.migration;
    if (setup !== known) yield setupEvent((known = setup));
    for (const reading of readings) {
      yield { kind: 'answer', reading, atMs: null };
      if (isFinal(reading.status)) return;
    }
  }
  for (const reading of stream.end()) yield { kind: 'answer', reading, atMs: null };
  if (stream.migration.readings.length > 0) return;
  throw faultOf(source, hasText ? 'holds no answer to query-migrate' : 'is empty');
}

/** The bytes of a file; of stdin for -. */
export function bytesOf(file: string, stdin: (() => Readable) | undefined): Readable {
  if (file !== '-') return createReadStream(file);
  if (stdin !== undefined) return stdin();
  throw new InputError({
    subject: inputFlag,
    value: file,
    problem: 'is no file: there is no stdin',
  });
}

async function* linesOf(file: string, bytes: Readable): AsyncGenerator<string> {
  const splitter = new LineSplitter();
  try {
    for await (const piece of bytes) yield* splitter.push(piece);
  } catch (error) {
    if (error instanceof LineTooLong) {
      const problem = `has a line of more than ${maxLineBytes / 2 ** 20} MiB`;
      throw new InputError({ subject: inputFlag, value: file, problem });
    }
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw unreadable(file, inputFlag, error);
  }
  if (splitter.rest !== '') yield splitter.rest;
}

function setupEvent(setup: MigrationSetup): SourceEvent {
  return { ...nothingTold, setup };
}
