import { jsonLine } from '../documents/answer.js';
import { watchLine, watchOutcomeLine } from './watch-record.js';
import type { WatchView, WriteText } from './watch-view.js';

/** A line for each answer that was read, and a last one with the outcome. */
export function ndjsonView(write: WriteText): WatchView {
  return {
    answer: (state) => write(jsonLine(watchLine(state))),
    end: (outcome) => write(jsonLine(watchOutcomeLine(outcome))),
  };
}
