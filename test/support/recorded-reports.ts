import { parseGuestperfReport } from '../../src/guestperf/report-reader.js';
import type { GuestperfReport } from '../../src/guestperf/report-schema.js';

/** One answer of a poll, in guestperf's words. */
export function recordedProgress(changes: Readonly<Record<string, unknown>> = {}) {
  return {
    status: 'active',
    ram: {
      transferred_bytes: 1_000_000,
      remaining_bytes: 2_000_000,
      total_bytes: 3_000_000,
      duplicate_pages: 1,
      skipped_pages: 0,
      normal_pages: 2,
      normal_bytes: 8192,
      dirty_rate_pps: 0,
      transfer_rate_mbs: 0,
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

/** The hardware of 2 vCPUs with 1 GiB. */
export function recordedHardware(changes: Readonly<Record<string, unknown>> = {}) {
  return {
    cpus: 2,
    mem: 1,
    src_mem_bind: [],
    dst_mem_bind: [],
    src_cpu_bind: [],
    dst_cpu_bind: [],
    prealloc_pages: false,
    huge_pages: false,
    locked_pages: false,
    ...changes,
  };
}

/** guestperf's report of a migration of 2 vCPUs with 1 GiB, as an object of JSON. */
export function recordedDocument(changes: Readonly<Record<string, unknown>> = {}) {
  return {
    hardware: recordedHardware(),
    scenario: {
      name: 'made-up',
      downtime: 300,
      bandwidth: 64,
      max_iters: 40,
      max_time: 50,
      pause: false,
      pause_iters: 5,
      post_copy: false,
      post_copy_iters: 5,
      auto_converge: true,
      auto_converge_step: 5,
      compression_mt: false,
      compression_mt_threads: 1,
      compression_xbzrle: false,
      compression_xbzrle_cache: 10,
    },
    progress_history: [
      recordedProgress(),
      recordedProgress({ status: 'completed', duration: 2000, downtime: 25 }),
    ],
    guest_timings: [],
    qemu_timings: [],
    vcpu_timings: [],
    binary: '/usr/bin/qemu-system-x86_64',
    dst_host: 'localhost',
    kernel: '/boot/vmlinuz',
    initrd: 'initrd-stress.img',
    transport: 'unix',
    sleep: 15,
    ...changes,
  };
}

/** The same, parsed. */
export function recordedReport(changes: Readonly<Record<string, unknown>> = {}): GuestperfReport {
  return parseGuestperfReport(
    'made-up.json',
    JSON.stringify(recordedDocument(changes)),
    '--recorded',
  );
}
