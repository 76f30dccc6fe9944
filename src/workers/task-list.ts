import type { RunAnswer } from './run-answer.js';
import type { RunTask } from './run-task.js';

/** A list as a thread is told it. */
export interface SharedTasks {
  readonly kind: 'shared';
  readonly tasks: readonly RunTask[];
  readonly next: Int32Array<SharedArrayBuffer>;
}

/** What a thread answers to a list: each task that it took, and null when there are no more. */
export type SharedAnswer = { readonly at: number; readonly answer: RunAnswer } | null;

/** Tasks that several threads work on: each takes the next that nobody has taken, so that none waits for another. */
export class TaskList {
  constructor(
    readonly tasks: readonly RunTask[],
    private readonly next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
  ) {}

  shared(): SharedTasks {
    return { kind: 'shared', tasks: this.tasks, next: this.next };
  }

  /** The place of a task that is the caller's from now on; null if none is left. */
  take(): number | null {
    const at = Atomics.add(this.next, 0, 1);
    return at < this.tasks.length ? at : null;
  }

  /** Leaves what nobody has taken. */
  stop(): void {
    Atomics.store(this.next, 0, this.tasks.length);
  }
}
