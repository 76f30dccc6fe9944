import type { WatchOutcome } from './watch-outcome.js';
import type { WatchedState } from './watched-state.js';

/** Shows a migration while it is watched. */
export interface WatchView {
  answer(state: WatchedState): void;
  /** Call once, last. */
  end(outcome: WatchOutcome): void;
}

/** What a view writes to: the terminal, a pipe, a file. */
export type WriteText = (text: string) => void;
