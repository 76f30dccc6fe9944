import { parentPort } from 'node:worker_threads';
import { type RunTask, runTask } from './run-task.js';
import { type SharedAnswer, type SharedTasks, TaskList } from './task-list.js';

/** Runs the tasks that it is sent, and answers each; of a list those that it can take. */
parentPort?.on('message', (message: RunTask | SharedTasks) => {
  if ('scenario' in message) parentPort?.postMessage(runTask(message));
  else work(new TaskList(message.tasks, message.next));
});

function reply(answer: SharedAnswer): void {
  parentPort?.postMessage(answer);
}

function work(list: TaskList): void {
  for (let at = list.take(); at !== null; at = list.take()) {
    reply({ at, answer: runTask(list.tasks[at]) });
  }
  reply(null);
}
