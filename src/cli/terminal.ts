/** A stream of text: a terminal, a pipe, a file, or a string in a test. */
export interface TextSink {
  readonly isTTY: boolean;
  write(text: string): void;
}

/** What a command sees of the process that it runs in. */
export interface Terminal {
  /** Results, and nothing else. */
  readonly out: TextSink;
  /** Everything that is not a result. */
  readonly err: TextSink;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user interrupts: keep what is done, and end. */
  readonly interruption: AbortSignal;
}
