import type { GuestperfProgress } from '../guestperf/report-progress.js';
import type { GuestperfReport } from '../guestperf/report-schema.js';
import { qemuCpuLine, vcpuCpuLines } from './cpu-lines.js';
import { type CopyRecord, guestLines } from './guest-lines.js';
import { downtimeParts } from './downtime-parts.js';
import type { ChartDowntime, ChartOutcome, MigrationChart, PlotSeries } from './migration-chart.js';
import { type ProgressPoint, progressMarks, progressSeries } from './progress-points.js';
import { polledPoints, recordedCopies } from './recording-rows.js';
import { keptPoints } from './points.js';
import { reportedSimulation, reportParameters } from './report-parameters.js';
import { largest } from '../statistics/summary.js';

/** The chart of a guestperf report: a real run's, or one that a simulation wrote. */
export function reportChart(report: GuestperfReport, file: string): MigrationChart {
  const begin = migrateSeconds(report.progress_history);
  const progress = progressPoints(report, begin);
  return {
    name: report.scenario.name,
    file,
    origin: reportedSimulation(report) === null ? 'measured' : 'simulated',
    outcome: outcomeOf(report, progress),
    downtime: downtimeOf(report),
    ownStartSeconds: ownStart(report, begin) - begin,
    progress: progressMarks(progress),
    series: [
      ...guestLines(copyRecords(report, begin)),
      ...progressSeries(progress),
      qemuCpuLine(report.qemu_timings, begin),
      ...vcpuCpuLines(report.vcpu_timings, begin),
    ]
      .map(drawableLine)
      .filter(({ values }) => values.length > 0),
    parameters: reportParameters(report),
  };
}

/** A line without points that no axis can hold, of reports with absurd numbers. */
function drawableLine(line: PlotSeries): PlotSeries {
  const most = Number.MAX_SAFE_INTEGER;
  return keptPoints(
    line,
    (at) => Math.abs(line.seconds[at]) <= most && Math.abs(line.values[at]) <= most,
  );
}

/** When the migrate command was given, in seconds of the report's clock. */
function migrateSeconds(history: readonly GuestperfProgress[]): number {
  const dated = history.find(({ duration }) => duration > 0);
  return dated === undefined ? history[0].now : dated.now - dated.duration / 1000;
}

/** guestperf-plot's zero: the first CPU or guest timing, whichever is earlier. */
function ownStart({ qemu_timings, guest_timings }: GuestperfReport, begin: number): number {
  const first = [qemu_timings, guest_timings].filter(({ length }) => length > 0);
  return first.length === 0 ? begin : Math.min(...first.map(([{ timestamp }]) => timestamp));
}

/** guestperf's history, and between its records what else the report keeps. */
function progressPoints(report: GuestperfReport, begin: number): ProgressPoint[] {
  const kept = report.progress_history.map(({ now, status, ram, throttle_pcent }) => ({
    seconds: now - begin,
    status,
    iteration: ram.iterations,
    throttlePercent: throttle_pcent,
    dirtyPagesPerSecond: ram.dirty_rate_pps,
    transferredBytes: ram.transferred_bytes,
    remainingBytes: ram.remaining_bytes,
    hasRam: ram.total_bytes > 0,
  }));
  const between = [...polledPoints(report), ...simulatedSeconds(report)];
  const all = [...kept, ...between].sort((a, b) => a.seconds - b.seconds);
  let known = all.find(({ status }) => status !== '')?.status ?? '';
  return all.map((point) => {
    known = point.status === '' ? known : point.status;
    return { ...point, status: known };
  });
}

/** The samples that our own reports keep, one a second. They do not say the status. */
function simulatedSeconds({ extra }: GuestperfReport): ProgressPoint[] {
  const samples = extra?.guestperf_sim?.samples;
  if (samples === undefined) return [];
  const { at_ms, iterations, throttle_pcent, dirty_rate_pps } = samples;
  const { transferred_bytes, remaining_bytes } = samples;
  const columns = [iterations, throttle_pcent, dirty_rate_pps, transferred_bytes, remaining_bytes];
  return at_ms.slice(0, Math.min(...columns.map(({ length }) => length))).map((ms, at) => ({
    seconds: ms / 1000,
    status: '',
    iteration: iterations[at],
    throttlePercent: throttle_pcent[at],
    dirtyPagesPerSecond: dirty_rate_pps[at],
    transferredBytes: transferred_bytes[at],
    remainingBytes: remaining_bytes[at],
    hasRam: transferred_bytes[at] > 0,
  }));
}

function copyRecords(report: GuestperfReport, begin: number): CopyRecord[] {
  const chunks = recordedCopies(report);
  if (chunks.length > report.guest_timings.length) return chunks;
  return report.guest_timings.map(({ tid, timestamp, value }) => ({
    thread: `PID ${tid}`,
    seconds: timestamp - begin,
    msPerGb: value,
    spanSeconds: value / 1000,
  }));
}

function outcomeOf(report: GuestperfReport, points: readonly ProgressPoint[]): ChartOutcome {
  const last = report.progress_history.at(-1)!;
  const withRam = points.filter(({ hasRam }) => hasRam);
  return {
    status: last.status,
    totalMs: last.duration > 0 ? last.duration : Math.round(points.at(-1)!.seconds * 1000),
    iterations: largest([0, ...withRam.map(({ iteration }) => iteration)]),
    maxThrottlePercent: largest([0, ...points.map(({ throttlePercent }) => throttlePercent)]),
    transferredBytes: withRam.at(-1)?.transferredBytes ?? 0,
  };
}

function downtimeOf({ progress_history, scenario, extra }: GuestperfReport): ChartDowntime | null {
  const last = progress_history.at(-1)!;
  if (last.status !== 'completed') return null;
  const record = extra?.guestperf_sim?.record;
  return {
    totalMs: record?.downtime_ms ?? last.downtime,
    limitMs: scenario.downtime,
    parts: downtimeParts(record?.downtime_parts),
  };
}
