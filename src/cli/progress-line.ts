import type { Terminal } from './terminal.js';

/** Work shorter than this shows no progress; longer work refreshes it this often. */
const quietMs = 1000;
const refreshMs = 100;
const eraseToEnd = '\u001b[K';

/** One line on stderr that says how far the work is, if stderr is a terminal and the work is long. */
export class ProgressLine {
  private readonly startedAt = performance.now();
  private shownAt = 0;

  constructor(private readonly terminal: Terminal) {}

  show(text: string): void {
    const now = performance.now();
    if (!this.terminal.err.isTTY || now - this.startedAt < quietMs) return;
    if (now - this.shownAt < refreshMs) return;
    this.shownAt = now;
    this.terminal.err.write(`\r${text}${eraseToEnd}`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.shownAt > 0) this.terminal.err.write(`\r${eraseToEnd}`);
  }
}
