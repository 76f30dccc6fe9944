/** What a text goes into. */
export interface Output {
  /** @throws Error of the system if it cannot all be written */
  write(text: string): void;
  /** Call when all is written. */
  commit(): void;
  /** Call when nothing more will be; nothing after a commit. */
  discard(): void;
}
