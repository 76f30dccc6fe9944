import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { RunRecord } from '../../report/run-record.js';
import type { Scenario } from '../../scenario/scenario.js';
import { workerFile } from './worker-file.js';

/** Scenarios that a worker has in hand: one to run, and one so that it need not wait for more. */
const inHand = 2;

export interface PoolRun {
  /** Aborted when what is not begun need not be done. */
  readonly interruption: AbortSignal;
  /** Called with the number of runs that are done. */
  readonly onProgress?: (done: number) => void;
}

/** Threads that run scenarios. A record depends on its scenario alone, not on who runs it. */
export class SimulationPool {
  private readonly workers: readonly Worker[];

  /**
   * Starts the threads, so that they load while the caller prepares their work.
   *
   * @param workers how many; 0 for one for each core
   */
  constructor(workers: number) {
    const size = workers || availableParallelism();
    const file = workerFile('simulation-worker');
    // One thread alone is no faster than this one.
    const threads = file === null || size === 1 ? 0 : size;
    this.workers = Array.from({ length: threads }, () => new Worker(file ?? ''));
  }

  /**
   * Runs scenarios and returns their records in the order of the scenarios. After an interruption
   * those that were not run are undefined.
   */
  async run(scenarios: readonly Scenario[], options: PoolRun): Promise<(RunRecord | undefined)[]> {
    const queue = new ScenarioQueue(scenarios, options);
    await this.drain(queue);
    return queue.records;
  }

  /** Runs all that a source has. */
  async drain(source: ScenarioSource): Promise<void> {
    const waiting = new Set<() => void>();
    if (this.workers.length === 0) await runHere(source);
    else await Promise.all(this.workers.map((worker) => runIn(worker, source, waiting)));
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

/** A scenario to run, and the number under which its record is to be handed back. */
export interface ScenarioTask {
  readonly index: number;
  readonly scenario: Scenario;
}

/** Where scenarios come from, and where their records go. */
export interface ScenarioSource {
  /** The next to run; `wait` if there is none before another one is finished; null if there is none. */
  take(): ScenarioTask | 'wait' | null;
  finish(index: number, record: RunRecord): void;
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
    return { index, scenario: this.scenarios[index] };
  }

  finish(index: number, record: RunRecord): void {
    this.records[index] = record;
    this.done++;
    this.options.onProgress?.(this.done);
  }
}

async function runHere(source: ScenarioSource): Promise<void> {
  const [{ simulate }, { runRecord }] = await Promise.all([
    import('../../vmm/simulate.js'),
    import('../../report/run-record.js'),
  ]);
  for (let task = source.take(); task !== null; task = source.take()) {
    if (task === 'wait') throw new Error('waits for a run that nobody has in hand');
    source.finish(task.index, runRecord(simulate(task.scenario)));
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
        const task = source.take();
        if (task === 'wait') return void waiting.add(guardedFill);
        if (task === null) {
          if (indices.length === 0) end(resolve);
          return;
        }
        indices.push(task.index);
        worker.postMessage(task.scenario);
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
    const receive = guarded((record: RunRecord): void => {
      // A worker answers in the order in which it was asked.
      source.finish(indices.shift() ?? 0, record);
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
