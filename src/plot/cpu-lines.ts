import { groupBy } from '../documents/group-by.js';
import type { PlotSeries, Points } from './migration-chart.js';

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
    .map(([thread, own]) => ({ quantity: 'vcpuCpu' as const, thread, ...capped(utilisation(own)) }))
    .filter(({ seconds }) => seconds.length > 0);
  if (lines.length === 0) return [];
  const mean: PlotSeries = { quantity: 'vcpuCpu', thread: null, ...meanOf(lines) };
  return lines.length === 1 ? [mean] : [mean, ...lines];
}

/** CPU time a second between records, in percent; records at the same moment are skipped. */
function utilisation(records: readonly CpuRecord[]): Points {
  const seconds: number[] = [];
  const values: number[] = [];
  for (const [at, record] of records.entries()) {
    if (at === 0) continue;
    const span = record.seconds - records[at - 1].seconds;
    if (span <= 0) continue;
    seconds.push(record.seconds);
    values.push((record.cpuMs - records[at - 1].cpuMs) / 10 / span);
  }
  return { seconds, values };
}

function capped({ seconds, values }: Points): Points {
  return { seconds, values: values.map((value) => Math.min(100, value)) };
}

/** guestperf reads all vCPUs one after the other, so the n-th points belong together. */
function meanOf(lines: readonly Points[]): Points {
  const length = Math.min(...lines.map(({ seconds }) => seconds.length));
  const points = Array.from({ length }, (_, at) => at);
  return {
    seconds: points.map((at) => meanValue(lines.map(({ seconds }) => seconds[at]))),
    values: points.map((at) => meanValue(lines.map(({ values }) => values[at]))),
  };
}

function meanValue(list: readonly number[]): number {
  return list.reduce((sum, value) => sum + value, 0) / list.length;
}
