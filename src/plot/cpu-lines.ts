import { groupBy } from '../documents/group-by.js';
import type { PlotSeries } from './migration-chart.js';
import type { Points } from './points.js';

/** CPU time that a thread has had up to a moment. */
export interface CpuRecord {
  readonly thread: string;
  /** Seconds since the migrate command. */
  readonly seconds: number;
  readonly cpuMs: number;
}

/** QEMU's use of CPUs in percent of one, by guestperf-plot's rule; it may exceed 100. */
export function qemuCpuLine(records: readonly CpuRecord[]): PlotSeries[] {
  const points = utilisation(records);
  return points.seconds.length === 0 ? [] : [{ quantity: 'qemuCpu', thread: null, ...points }];
}

/**
 * The use of each vCPU in percent, at most 100 as in guestperf-plot, where there are several, and
 * their mean.
 */
export function vcpuCpuLines(records: readonly CpuRecord[]): PlotSeries[] {
  const lines = [...groupBy(records, ({ thread }) => thread)]
    .map(([thread, own]) => ({ quantity: 'vcpuCpu' as const, thread, ...utilisation(own, 100) }))
    .filter(({ seconds }) => seconds.length > 0);
  if (lines.length === 0) return [];
  const mean: PlotSeries = { quantity: 'vcpuCpu', thread: null, ...meanOf(lines) };
  return lines.length === 1 ? [mean] : [mean, ...lines];
}

/** CPU time a second between records, in percent; records at the same moment are skipped. */
function utilisation(records: readonly CpuRecord[], most = Infinity): Points {
  const seconds: number[] = [];
  const values: number[] = [];
  for (const [at, record] of records.slice(1).entries()) {
    const span = record.seconds - records[at].seconds;
    if (span <= 0) continue;
    seconds.push(record.seconds);
    values.push(Math.min(most, (record.cpuMs - records[at].cpuMs) / 10 / span));
  }
  return { seconds, values };
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
