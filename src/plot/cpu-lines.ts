import { groupBy } from '../documents/group-by.js';
import type { GuestperfTiming } from '../guestperf/report-timings.js';
import type { PlotSeries } from './migration-chart.js';
import { type Points, pointsOf } from './points.js';

/**
 * QEMU's use of CPUs in percent of one, by guestperf-plot's rule; it may exceed 100.
 *
 * @param begin the migrate command, in seconds of the report's clock
 */
export function qemuCpuLine(timings: readonly GuestperfTiming[], begin: number): PlotSeries {
  return { quantity: 'qemuCpu', thread: null, ...utilisation(timings, begin) };
}

/**
 * The use of each vCPU in percent, at most 100 as in guestperf-plot, where there are several, and
 * their mean.
 *
 * @param begin the migrate command, in seconds of the report's clock
 */
export function vcpuCpuLines(timings: readonly GuestperfTiming[], begin: number): PlotSeries[] {
  const lines = [...groupBy(timings, ({ tid }) => `VCPU ${tid}`)]
    .map(([thread, own]) => ({
      quantity: 'vcpuCpu' as const,
      thread,
      ...utilisation(own, begin, 100),
    }))
    .filter(({ seconds }) => seconds.length > 0);
  if (lines.length === 0) return [];
  const mean: PlotSeries = { quantity: 'vcpuCpu', thread: null, ...meanOf(lines) };
  return lines.length === 1 ? [mean] : [mean, ...lines];
}

/** CPU time a second between timings, in percent; timings at the same moment are skipped. */
function utilisation(timings: readonly GuestperfTiming[], begin: number, most = Infinity): Points {
  const uses = timings.slice(1).flatMap(({ timestamp, value }, at) => {
    const seconds = timestamp - begin;
    const span = seconds - (timings[at].timestamp - begin);
    if (span <= 0) return [];
    return [{ seconds, percent: Math.min(most, (value - timings[at].value) / 10 / span) }];
  });
  return pointsOf(uses, ({ percent }) => percent);
}

/** guestperf reads all vCPUs one after the other, so the n-th points belong together. */
function meanOf(lines: readonly Points[]): Points {
  const length = Math.min(...lines.map(({ seconds }) => seconds.length));
  const means = (column: keyof Points) =>
    Array.from({ length }, (_, at) => {
      const sum = lines.reduce((soFar, line) => soFar + line[column][at], 0);
      return sum / lines.length;
    });
  return { seconds: means('seconds'), values: means('values') };
}
