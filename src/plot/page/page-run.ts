import type { MigrationChart, PlotSeries, ProgressMark } from '../migration-chart.js';
import { textToNumbers } from '../number-text.js';
import type { PageRun } from '../page-data.js';
import { quantities } from '../quantities.js';

/** A run of the page with its lines unpacked. */
export interface Run extends Omit<MigrationChart, 'name'> {
  readonly number: number;
  readonly label: string;
}

/** Unpacks what the page carries of a run. */
export function unpackRun({ series, marks, ...run }: PageRun, number: number): Run {
  const iterations = textToNumbers(marks.iterations, 1);
  const statusNumbers = textToNumbers(marks.statusNumbers, 1);
  return {
    ...run,
    number,
    series: series.flatMap((packed) => unpackLine(packed, run.secondUnit)),
    progress: textToNumbers(marks.seconds, run.secondUnit).map((seconds, at) => ({
      seconds,
      iteration: iterations[at],
      status: marks.statuses[statusNumbers[at]],
    })),
  };
}

/** Memory speed comes as time for a GB; each thread's rate is one divided by it. */
function unpackLine(
  { quantity, thread, seconds, values, unit }: PageRun['series'][number],
  secondUnit: number,
) {
  const line: PlotSeries = {
    quantity,
    thread,
    seconds: textToNumbers(seconds, secondUnit),
    values: textToNumbers(values, unit),
  };
  if (quantity !== 'copyTime' || thread === null) return [line];
  const rates = line.values.map((ms) => (ms > 0 ? 1000 / ms : 0));
  return [line, { ...line, quantity: 'copyRate' as const, values: rates }];
}

/** The index of the last of `seconds` that is at most `second`; -1 if there is none. */
export function indexBefore(seconds: readonly number[], second: number): number {
  let low = -1;
  let high = seconds.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (seconds[middle] <= second) low = middle;
    else high = middle;
  }
  return low;
}

/** The value of a line at a moment: of the last point for steps, else of the nearest. */
export function valueAt({ quantity, seconds, values }: PlotSeries, second: number): number | null {
  const at = indexBefore(seconds, second);
  const last = seconds.length - 1;
  if (last < 0 || (at < 0 && second < seconds[0])) return null;
  if (at === last) return second > seconds[last] ? null : values[last];
  if (quantities[quantity].isStepped) return values[at];
  return second - seconds[at] <= seconds[at + 1] - second ? values[at] : values[at + 1];
}

/** The values that a line has between two moments, with those at the moments themselves. */
export function valuesWithin(
  { quantity, seconds, values }: PlotSeries,
  from: number,
  until: number,
): number[] {
  const { isStepped } = quantities[quantity];
  const first = indexBefore(seconds, from);
  const last = indexBefore(seconds, until);
  const inner = values.slice(first + 1, last + 1);
  for (const [at, second] of [
    [first, from],
    [last, until],
  ]) {
    if (at < 0 || at + 1 >= seconds.length) continue;
    const part = (second - seconds[at]) / (seconds[at + 1] - seconds[at]);
    inner.push(isStepped ? values[at] : values[at] + (values[at + 1] - values[at]) * part);
  }
  return inner;
}

/** guestperf-plot's label: the last record before the moment, and zeroes before the first. */
export function markBefore({ progress }: Run, second: number): ProgressMark {
  const before = progress.findLast(({ seconds }) => seconds < second);
  return before ?? { seconds: second, iteration: 0, status: 'none' };
}
