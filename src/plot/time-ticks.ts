import { shortNumber } from '../documents/chart-number.js';
import { roundStep } from '../documents/round-step.js';
import type { TimeSpan } from './time-axis.js';

/** An axis of characters: a line with ticks at round seconds, and their labels below it. */
export interface TickedAxis {
  readonly line: string;
  readonly labels: string;
}

/** Columns that a label and the space beside it take at least. */
const labelRoom = 10;

/**
 * @param columns characters of the axis
 * @param floor what the line is made of
 * @param tick what stands at a round number of seconds
 */
export function tickedAxis(
  { from, until }: TimeSpan,
  columns: number,
  floor: string,
  tick: string,
): TickedAxis {
  const line = Array.from({ length: columns }, () => floor);
  const labels = Array.from({ length: columns }, () => ' ');
  const step = roundStep(((until - from) / columns) * labelRoom);
  let free = 0;
  for (let index = Math.ceil(from / step); index * step <= until; index++) {
    const seconds = index * step;
    const column = Math.min(columns - 1, Math.round(((seconds - from) / (until - from)) * columns));
    line[column] = tick;
    const text = `${shortNumber(seconds)} s`;
    const start = Math.max(0, Math.min(column, columns - text.length));
    if (start < free) continue;
    for (const [place, character] of [...text].entries()) labels[start + place] = character;
    free = start + text.length + 1;
  }
  return { line: line.join(''), labels: labels.join('') };
}
