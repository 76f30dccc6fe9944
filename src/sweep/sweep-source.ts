import type { SweepRun } from './sweep-plan.js';
import type { RunRecord } from '../results/run-record.js';
import type { Scenario } from '../engines/scenario.js';
import { failureOf, type RunAnswer } from '../workers/run-answer.js';
import type { ScenarioSource, ScenarioTask } from '../workers/simulation-pool.js';

/** Records that may wait for one before them: enough for runs that take 1000 times as long. */
const windowRuns = 4096;

export interface SweepWork<Run> {
  /** Runs that are to be done, in the order of the results. */
  readonly runs: Iterator<Run>;
  readonly interruption: AbortSignal;
  scenarioOf(run: Run): Scenario;
  /** Called in the order of the results. */
  write(run: Run, record: RunRecord): void;
  onProgress(done: number): void;
}

/** Hands out the runs of a sweep, or of a search, and puts their records back in order, with bounded memory. */
export class SweepSource<Run = SweepRun> implements ScenarioSource {
  private readonly pending = new Map<number, { run: Run; record: RunRecord | null }>();
  private taken = 0;
  private written = 0;
  private done = 0;

  constructor(private readonly work: SweepWork<Run>) {}

  take(): ScenarioTask | 'wait' | null {
    if (this.work.interruption.aborted) return null;
    if (this.taken - this.written >= windowRuns) return 'wait';
    const next = this.work.runs.next();
    if (next.done) return null;
    const index = this.taken++;
    this.pending.set(index, { run: next.value, record: null });
    return { index, task: { scenario: this.work.scenarioOf(next.value), setting: null } };
  }

  finish(index: number, answer: RunAnswer): void {
    if ('failure' in answer) throw failureOf(answer);
    const entry = this.pending.get(index);
    if (entry !== undefined) entry.record = answer.record;
    this.done++;
    let head = this.pending.get(this.written);
    while (head !== undefined && head.record !== null) {
      this.work.write(head.run, head.record);
      this.pending.delete(this.written++);
      head = this.pending.get(this.written);
    }
    this.work.onProgress(this.done);
  }
}
