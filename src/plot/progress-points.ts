import type { OtherCounters, RecordedPoll } from '../guestperf/recording-rows.js';
import type { PlotSeries, ProgressMark } from './migration-chart.js';
import { type Points, pointsOf } from './points.js';
import type { Quantity } from './quantities.js';

/** One answer to query-migrate, whatever file it was kept in. */
export interface ProgressPoint extends Omit<RecordedPoll, keyof OtherCounters> {
  /** False where QEMU answers with the status alone, such as after a cancel. */
  readonly hasRam: boolean;
}

const mib = 2 ** 20;

/** A shorter span than this says more of QEMU's 100 ms slices than of the link. */
const linkSpanSeconds = 0.5;

/** The lines that the progress of a migration gives. */
export function progressSeries(points: readonly ProgressPoint[]): PlotSeries[] {
  const withRam = points.filter(({ hasRam }) => hasRam);
  const line = (quantity: Quantity, valueOf: (point: ProgressPoint) => number): PlotSeries => ({
    quantity,
    thread: null,
    ...pointsOf(withRam, valueOf),
  });
  return [
    line('throttle', ({ throttlePercent }) => throttlePercent),
    line('remaining', ({ remainingBytes }) => remainingBytes / mib),
    // guestperf-plot takes pages of 4 KiB, whole numbers only, and calls it MB/s.
    line('dirtyRate', (point) => Math.trunc((point.dirtyPagesPerSecond * 4) / 1024)),
    { quantity: 'linkRate' as const, thread: null, ...linkRate(withRam) },
  ].filter(({ seconds }) => seconds.length > 1);
}

/** Where the status or the iteration changes. */
export function progressMarks(points: readonly ProgressPoint[]): ProgressMark[] {
  return points
    .filter(
      ({ status, iteration }, at) =>
        at === 0 || status !== points[at - 1].status || iteration !== points[at - 1].iteration,
    )
    .map(({ seconds, status, iteration }) => ({ seconds, status, iteration }));
}

/**
 * The mean rate on the wire between answers, MiB/s, from the beginning of each span on. QEMU's own
 * figure is that of its last window, and at the end that of the whole run.
 */
function linkRate(points: readonly ProgressPoint[]): Points {
  const rates: { readonly seconds: number; readonly rate: number }[] = [];
  let from = points[0];
  for (const point of points.slice(1)) {
    const span = point.seconds - from.seconds;
    const isLast = point === points.at(-1);
    if (span <= 0 || (span < linkSpanSeconds && !(isLast && span > linkSpanSeconds / 5))) continue;
    const rate = (point.transferredBytes - from.transferredBytes) / mib / span;
    rates.push({ seconds: from.seconds, rate });
    from = point;
  }
  const end = rates.slice(-1).map((last) => ({ ...last, seconds: from.seconds }));
  return pointsOf([...rates, ...end], ({ rate }) => rate);
}
