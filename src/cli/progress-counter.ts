import type { Terminal } from './terminal.js';

/** Work shorter than this shows no progress; longer work refreshes it this often. */
const quietMs = 1000;
const refreshMs = 100;

/** One line on stderr that counts finished runs, if stderr is a terminal and the work is long. */
export class ProgressCounter {
  private readonly startedAt = performance.now();
  private shownAt = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly total: number,
  ) {}

  /** Call when `done` of the runs are finished. */
  update(done: number): void {
    const now = performance.now();
    if (!this.terminal.err.isTTY || now - this.startedAt < quietMs) return;
    if (now - this.shownAt < refreshMs) return;
    this.shownAt = now;
    this.terminal.err.write(`\r${done} of ${this.total} runs`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.shownAt > 0) this.terminal.err.write('\r\u001b[K');
  }
}
