import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { WatchLine, WatchOutcomeLine } from '../../../src/watch/watch-record.js';
import { startProgram } from '../../cli/program.js';

/** What became of `watch`. */
export interface WatchEnding {
  readonly code: number | null;
  readonly answers: readonly WatchLine[];
  /** Null if it ended without one. */
  readonly outcome: WatchOutcomeLine | null;
  readonly err: string;
}

interface Waiting {
  readonly accept: (line: WatchLine) => boolean;
  readonly resolve: () => void;
  readonly reject: (problem: Error) => void;
}

/** The built program as it watches, in NDJSON. */
export class WatchProgram {
  private readonly child: ChildProcess;
  private readonly answers: WatchLine[] = [];
  private readonly waiting = new Set<Waiting>();
  private outcome: WatchOutcomeLine | null = null;
  private rest = '';
  private err = '';
  /** Resolves when it has ended by itself. */
  readonly ended: Promise<WatchEnding>;

  constructor(args: readonly string[]) {
    const child = startProgram(['watch', ...args, '--format', 'ndjson']);
    this.child = child;
    child.stdout.setEncoding('utf8').on('data', (text: string) => this.read(text));
    child.stderr.on('data', (text) => (this.err += text));
    this.ended = once(child, 'close').then(([code]) => this.close(code));
  }

  /** Waits for an answer that is `accept`ed, however long it takes. @throws Error if it ends without */
  answered(accept: Waiting['accept']): Promise<void> {
    if (this.answers.some(accept)) return Promise.resolve();
    return new Promise((resolve, reject) => this.waiting.add({ accept, resolve, reject }));
  }

  /** Kills it if it has not ended. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null) this.child.kill('SIGKILL');
    await this.ended;
  }

  private read(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.take(JSON.parse(line));
  }

  private take(line: WatchLine | WatchOutcomeLine): void {
    if ('outcome' in line) {
      this.outcome = line;
      return;
    }
    this.answers.push(line);
    for (const waiting of this.waiting) {
      if (!waiting.accept(line)) continue;
      this.waiting.delete(waiting);
      waiting.resolve();
    }
  }

  private close(code: number | null): WatchEnding {
    const { answers, err, outcome } = this;
    for (const { reject } of this.waiting) reject(new Error(`watch ended: ${code} ${err}`));
    this.waiting.clear();
    return { code, answers, outcome, err };
  }
}
