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
    if (this.workers.length === 0) await runHere(queue);
    else await Promise.all(this.workers.map((worker) => runIn(worker, queue)));
    return queue.records;
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

/** Scenarios that wait, and the records of those that are done. */
class ScenarioQueue {
  readonly records: (RunRecord | undefined)[];
  private next = 0;
  private done = 0;

  constructor(
    private readonly scenarios: readonly Scenario[],
    private readonly options: PoolRun,
  ) {
    this.records = Array.from({ length: scenarios.length });
  }

  /** The next scenario to run, by its index; null if there is none. */
  take(): { readonly index: number; readonly scenario: Scenario } | null {
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

async function runHere(queue: ScenarioQueue): Promise<void> {
  const [{ simulate }, { runRecord }] = await Promise.all([
    import('../../vmm/simulate.js'),
    import('../../report/run-record.js'),
  ]);
  for (let task = queue.take(); task !== null; task = queue.take()) {
    queue.finish(task.index, runRecord(simulate(task.scenario)));
    // A run holds the thread: only between runs can an interruption be noticed.
    await nextTurn();
  }
}

function runIn(worker: Worker, queue: ScenarioQueue): Promise<void> {
  return new Promise((resolve, reject) => {
    const indices: number[] = [];
    const end = (settle: () => void): void => {
      worker.off('message', receive);
      worker.off('error', fail);
      settle();
    };
    const fail = (error: unknown): void => end(() => reject(error));
    const feed = (): void => {
      const task = queue.take();
      if (task !== null) {
        indices.push(task.index);
        worker.postMessage(task.scenario);
      } else if (indices.length === 0) {
        end(resolve);
      }
    };
    const receive = (record: RunRecord): void => {
      // A worker answers in the order in which it was asked.
      queue.finish(indices.shift() ?? 0, record);
      feed();
    };
    worker.on('message', receive);
    worker.on('error', fail);
    for (let count = 0; count < inHand; count++) feed();
  });
}
