import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { RunAnswer } from './run-answer.js';
import type { ScenarioSource, ScenarioTask } from './simulation-pool.js';
import { type SharedAnswer, TaskList } from './task-list.js';

/** Tasks that threads hold at a time: what they are told is copied for each of them. */
const sharedTasks = 512;

/** Runs all that a source has here and in all threads: each takes the next task that nobody has taken. */
export async function runEverywhere(
  source: ScenarioSource,
  workers: readonly Worker[],
  interruption: AbortSignal,
): Promise<void> {
  const { runTask } = await import('./run-task.js');
  for (let begun = takeSome(source); begun.length > 0; begun = takeSome(source)) {
    const list = new TaskList(begun.map(({ task }) => task));
    const stop = (): void => list.stop();
    interruption.addEventListener('abort', stop);
    const finish = (at: number, answer: RunAnswer): void => source.finish(begun[at].index, answer);
    try {
      const others = Promise.all(workers.map((worker) => runShared(worker, list, finish)));
      // Of two failures one is heard.
      others.catch(stop);
      for (let at = list.take(); at !== null; at = list.take()) {
        finish(at, runTask(list.tasks[at]));
        // A run holds the thread: only between runs can an interruption be noticed.
        await nextTurn();
      }
      await others;
    } finally {
      stop();
      interruption.removeEventListener('abort', stop);
    }
  }
}

function takeSome(source: ScenarioSource): readonly ScenarioTask[] {
  const some: ScenarioTask[] = [];
  while (some.length < sharedTasks) {
    const next = source.take();
    if (next === null || next === 'wait') break;
    some.push(next);
  }
  return some;
}

/** Has a thread work on a list; answers come back with their place in it. */
function runShared(
  worker: Worker,
  list: TaskList,
  finish: (at: number, answer: RunAnswer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      worker.off('message', receive);
      worker.off('error', fail);
      settle();
    };
    const fail = (error: unknown): void => end(() => reject(error));
    const receive = (answer: SharedAnswer): void => {
      if (answer === null) return end(resolve);
      try {
        finish(answer.at, answer.answer);
      } catch (error) {
        list.stop();
        fail(error);
      }
    };
    worker.on('message', receive);
    worker.on('error', fail);
    worker.postMessage(list.shared());
  });
}
