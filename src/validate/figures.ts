import type { RunRecord } from '../results/run-record.js';
import { mean } from '../statistics/summary.js';

/** A figure that people publish of migrations; the unit is in its name. */
interface FigureRow {
  readonly what: string;
  /** What a run says of it; null if nothing. */
  readonly read: (record: RunRecord) => number | null;
}

/** Time in which memory was sent while the guest ran, seconds. */
function liveSeconds(record: RunRecord): number {
  return (record.total_time_ms - record.setup_time_ms - (record.downtime_ms ?? 0)) / 1000;
}

/** Milliseconds of waiting for each page that was asked for. */
function meanWaitMs(record: RunRecord): number | null {
  const { postcopy_requests: requests, postcopy_vcpu_blocktime_ms: waits } = record;
  if (!requests || !waits) return null;
  return waits.reduce((sum, wait) => sum + wait, 0) / requests;
}

/** The figures that published tables may have, in the order of the tables that are printed. */
export const figureRows = {
  total_time_ms: { what: 'Total time, ms', read: (record) => record.total_time_ms },
  downtime_ms: { what: 'Downtime, ms', read: (record) => record.downtime_ms },
  transferred_kb: {
    what: 'Sent, KiB',
    read: (record) => record.transferred_bytes / 1024,
  },
  throughput_mbit_per_second: {
    what: 'Sent over the whole migration, 10^6 bit/s',
    read: (record) => (record.transferred_bytes * 8) / (record.total_time_ms * 1000),
  },
  throughput_mib_per_second: {
    what: 'Sent while the guest ran, MiB/s',
    read: (record) => record.transferred_bytes / 2 ** 20 / liveSeconds(record),
  },
  latency_us: {
    what: 'Mean wait for a page in postcopy, microseconds',
    read(record) {
      const wait = meanWaitMs(record);
      return wait === null ? null : wait * 1000;
    },
  },
  overhead_per_iteration_ms: {
    what: 'Time of a dirty pass beside its transfer, ms',
    read: (record) => record.cloud_hypervisor?.mean_overhead_ms ?? null,
  },
  join_ms: {
    what: "Joining the DirtyLogWorker's thread, ms",
    read: (record) => record.cloud_hypervisor?.worker_join_ms ?? null,
  },
  worker_stop_ms: {
    what: 'Stopping the DirtyLogWorker, ms',
    read: (record) => record.cloud_hypervisor?.worker_stop_ms ?? null,
  },
  guest_speed_percent: {
    what: 'Speed of the guest, percent',
    read: (record) => record.guest_speed_percent,
  },
  doubly_sent_kb: {
    what: 'Memory that the last table names more than once, KiB',
    read: (record) => (record.cloud_hypervisor?.doubly_sent_bytes ?? 0) / 1024,
  },
} satisfies Readonly<Record<string, FigureRow>>;

export type FigureName = keyof typeof figureRows;
export const figureNames = Object.keys(figureRows) as FigureName[];

/** The mean of what runs say of a figure; null if none says anything. */
export function simulatedFigure(name: FigureName, records: readonly RunRecord[]): number | null {
  const said = records.map(figureRows[name].read).filter((figure) => figure !== null);
  return said.length === 0 ? null : mean(said);
}
