import type { Readable } from 'node:stream';

/** Characters of a line of a terminal, and lines of it. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** A stream of text: a terminal, a pipe, a file, or a string in a test. */
export interface TextSink {
  readonly isTTY: boolean;
  write(text: string): void;
  /** As it is now, for it may change; absent where it is not known. */
  size?(): TerminalSize;
  /** Whether nobody reads any more what is written; absent where that is not known. */
  isLost?(): boolean;
}

/** What a command sees of the process that it runs in. */
export interface Terminal {
  /** Results, and nothing else. */
  readonly out: TextSink;
  /** Everything that is not a result. */
  readonly err: TextSink;
  /** Where errors are told that do not end the command, if --quiet keeps the rest from `err`. */
  readonly errors?: TextSink;
  /** What is typed or piped in, opened when it is asked for; absent where there is none. */
  readonly input?: () => Readable;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user interrupts: keep what is done, and end. */
  readonly interruption: AbortSignal;
}
