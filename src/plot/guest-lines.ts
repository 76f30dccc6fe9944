import { groupBy } from '../documents/group-by.js';
import type { PlotSeries } from './migration-chart.js';
import { type Points, pointsOf } from './points.js';

/** One "copied 1 GB" of a thread of the guest. */
export interface CopyRecord {
  readonly thread: string;
  /** Seconds since the migrate command at which it was copied. */
  readonly seconds: number;
  readonly msPerGb: number;
  /** How long the copying took that it is a record of. */
  readonly spanSeconds: number;
}

/**
 * The lines of guest memory speed: all records in one line as guestperf-plot's "Guest PIDs", one
 * line for each thread where there are several, and the rate of all threads together in GB/s.
 */
export function guestLines(records: readonly CopyRecord[]): PlotSeries[] {
  const ordered = records
    .filter(({ msPerGb }) => msPerGb > 0)
    .toSorted((a, b) => a.seconds - b.seconds);
  if (ordered.length === 0) return [];
  const threads = groupBy(ordered, ({ thread }) => thread);
  const copyTimes = (own: readonly CopyRecord[], thread: string | null): PlotSeries => ({
    quantity: 'copyTime',
    thread,
    ...pointsOf(own, ({ msPerGb }) => msPerGb),
  });
  return [
    copyTimes(ordered, null),
    { quantity: 'copyRate', thread: null, ...totalRate([...threads.values()]) },
    ...(threads.size > 1 ? [...threads].map(([thread, own]) => copyTimes(own, thread)) : []),
  ];
}

/**
 * GB/s of all threads together: a thread's rate holds from its record before to its record. Only
 * while all threads have records: a sum over some of them would look like a slower guest.
 */
function totalRate(threads: readonly (readonly CopyRecord[])[]): Points {
  const from = Math.max(...threads.map(([first]) => first.seconds - first.spanSeconds));
  const until = Math.min(...threads.map((records) => records.at(-1)!.seconds));
  const changes = threads
    .flatMap((records) =>
      records.map(({ msPerGb }, at) => ({
        seconds: at === 0 ? from : Math.max(from, records[at - 1].seconds),
        change: 1000 / msPerGb - (at === 0 ? 0 : 1000 / records[at - 1].msPerGb),
      })),
    )
    .sort((a, b) => a.seconds - b.seconds);
  const rates: { readonly seconds: number; readonly rate: number }[] = [];
  let rate = 0;
  for (const [at, { seconds, change }] of changes.entries()) {
    rate += change;
    if (seconds >= until) break;
    if (changes[at + 1]?.seconds !== seconds) rates.push({ seconds, rate });
  }
  rates.push({ seconds: until, rate: rates.at(-1)?.rate ?? rate });
  return pointsOf(rates, (point) => point.rate);
}
