import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { ReportSetting } from '../guestperf/reported-run.js';
import type { RunRecord } from '../results/run-record.js';
import type { Scenario } from '../engines/scenario.js';
import { failureOf, type RunAnswer } from './run-answer.js';
import type { RunTask } from './run-task.js';
import { runEverywhere } from './shared-run.js';
import { workerFile } from './worker-file.js';

/** Scenarios that a worker has in hand: one to run, and one so that it need not wait for more. */
const inHand = 2;

export interface PoolRun {
  /** Aborted when what is not begun need not be done. */
  readonly interruption: AbortSignal;
  /** Called with the number of runs that are done. */
  readonly onProgress?: (done: number) => void;
  /** Where the guestperf report of each run goes; none is made if absent. */
  readonly reports?: {
    /** What the report of a scenario is to say, by the scenario's index. */
    setting(index: number): ReportSetting;
    write(index: number, text: string): void;
  };
  /** Told of a scenario that failed to run; the first failure ends all of it if absent. */
  readonly onFailure?: (index: number, failure: Error) => void;
}

/** Threads that run scenarios. A record depends on its scenario alone, not on who runs it. */
export class SimulationPool {
  private readonly workers: Worker[] = [];
  private readonly size: number;

  /**
   * Starts the threads, so that they load while the caller prepares their work.
   *
   * @param workers how many, this one included; 0 for one for each core
   */
  constructor(workers: number) {
    this.size = workers || availableParallelism();
    this.start(this.size - 1);
  }

  /**
   * Runs scenarios and returns their records in the order of the scenarios. Those that an
   * interruption left out or that failed are undefined. This thread works as well: a thread more would have to load
   * the program and get it warm.
   */
  async run(scenarios: readonly Scenario[], options: PoolRun): Promise<(RunRecord | undefined)[]> {
    const queue = new ScenarioQueue(scenarios, options);
    if (this.workers.length === 0) await runHere(queue);
    else await runEverywhere(queue, this.workers, options.interruption);
    return queue.records;
  }

  /** Runs all that a source has, in threads alone: this one hands out and takes back. */
  async drain(source: ScenarioSource): Promise<void> {
    if (this.size > 1) this.start(this.size);
    const waiting = new Set<() => void>();
    if (this.workers.length === 0) await runHere(source);
    else await Promise.all(this.workers.map((worker) => runIn(worker, source, waiting)));
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  /** Starts threads until there are so many; none where they cannot be. */
  private start(threads: number): void {
    const file = workerFile('simulation-worker');
    if (file === null) return;
    while (this.workers.length < threads) this.workers.push(new Worker(file));
  }
}

/** A task, and the number under which its answer is to be handed back. */
export interface ScenarioTask {
  readonly index: number;
  readonly task: RunTask;
}

/** Where scenarios come from, and where their answers go. */
export interface ScenarioSource {
  /** The next to run; `wait` if there is none before another one is finished; null if there is none. */
  take(): ScenarioTask | 'wait' | null;
  finish(index: number, answer: RunAnswer): void;
}

/** Scenarios that wait, and the records of those that are done. */
class ScenarioQueue implements ScenarioSource {
  readonly records: (RunRecord | undefined)[];
  private next = 0;
  private done = 0;

  constructor(
    private readonly scenarios: readonly Scenario[],
    private readonly options: PoolRun,
  ) {
    this.records = Array.from({ length: scenarios.length });
  }

  take(): ScenarioTask | null {
    if (this.next >= this.scenarios.length || this.options.interruption.aborted) return null;
    const index = this.next++;
    const setting = this.options.reports?.setting(index) ?? null;
    return { index, task: { scenario: this.scenarios[index], setting } };
  }

  finish(index: number, answer: RunAnswer): void {
    if ('failure' in answer) {
      if (this.options.onFailure === undefined) throw failureOf(answer);
      this.options.onFailure(index, failureOf(answer));
    } else {
      this.records[index] = answer.record;
      if (answer.report !== null) this.options.reports?.write(index, answer.report);
    }
    this.done++;
    this.options.onProgress?.(this.done);
  }
}

async function runHere(source: ScenarioSource): Promise<void> {
  const { runTask } = await import('./run-task.js');
  for (let next = source.take(); next !== null; next = source.take()) {
    if (next === 'wait') throw new Error('waits for a run that nobody has in hand');
    source.finish(next.index, runTask(next.task));
    // A run holds the thread: only between runs can an interruption be noticed.
    await nextTurn();
  }
}

/** @param waiting what to call when a run is finished, of workers that wait for that */
function runIn(worker: Worker, source: ScenarioSource, waiting: Set<() => void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const indices: number[] = [];
    const end = (settle: () => void): void => {
      worker.off('message', receive);
      worker.off('error', fail);
      settle();
    };
    const fail = (error: unknown): void => end(() => reject(error));
    const fill = (): void => {
      while (indices.length < inHand) {
        const next = source.take();
        if (next === 'wait') return void waiting.add(guardedFill);
        if (next === null) {
          if (indices.length === 0) end(resolve);
          return;
        }
        indices.push(next.index);
        worker.postMessage(next.task);
      }
    };
    // What a source throws ends the work: nobody else would catch it.
    const guarded =
      <Values extends unknown[]>(work: (...values: Values) => void) =>
      (...values: Values): void => {
        try {
          work(...values);
        } catch (error) {
          fail(error);
        }
      };
    const guardedFill = guarded(fill);
    const receive = guarded((answer: RunAnswer): void => {
      // A worker answers in the order in which it was asked.
      source.finish(indices.shift() ?? 0, answer);
      const woken = [...waiting];
      waiting.clear();
      for (const wake of woken) wake();
      fill();
    });
    worker.on('message', receive);
    worker.on('error', fail);
    guardedFill();
  });
}
