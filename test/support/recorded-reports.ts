import { parseRecordedReport, type RecordedReport } from '../../src/analysis/recorded-report.js';

/** One answer of a poll, in guestperf's words. */
export function recordedProgress(changes: Readonly<Record<string, unknown>> = {}) {
  return {
    status: 'active',
    ram: {
      transferred_bytes: 1_000_000,
      remaining_bytes: 2_000_000,
      total_bytes: 3_000_000,
      duplicate_pages: 1,
      normal_pages: 2,
      iterations: 1,
    },
    now: 1_700_000_000.5,
    duration: 100,
    downtime: 0,
    downtime_expected: 300,
    setup_time: 1,
    throttle_pcent: 0,
    ...changes,
  };
}

/** guestperf's report of a migration of 2 vCPUs with 1 GiB, as an object of JSON. */
export function recordedDocument(changes: Readonly<Record<string, unknown>> = {}) {
  return {
    hardware: { cpus: 2, mem: 1, prealloc_pages: false },
    scenario: {
      name: 'made-up',
      downtime: 300,
      bandwidth: 64,
      max_iters: 40,
      max_time: 50,
      auto_converge: true,
      auto_converge_step: 5,
      post_copy: false,
    },
    progress_history: [
      recordedProgress(),
      recordedProgress({ status: 'completed', duration: 2000, downtime: 25 }),
    ],
    qemu_timings: { records: [] },
    transport: 'unix',
    ...changes,
  };
}

/** The same, parsed. */
export function recordedReport(changes: Readonly<Record<string, unknown>> = {}): RecordedReport {
  return parseRecordedReport('made-up.json', JSON.stringify(recordedDocument(changes)));
}
