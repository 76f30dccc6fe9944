import * as z from 'zod/mini';
import { recordingExtraShape } from './recording-extra.js';
import { simulationExtraSchema } from './simulation-extra.js';

const number = z.number();
const whole = z.int();

/** CPUs or NUMA nodes of numactl. */
const bindListSchema = z.array(z.string());

/** guestperf's flags take a value: any text is true. */
const valuedSwitchSchema = z.union([z.boolean(), z.string()]);

const hardwareSchema = z.strictObject({
  cpus: whole,
  /** GiB. */
  mem: number,
  src_mem_bind: bindListSchema,
  dst_mem_bind: bindListSchema,
  src_cpu_bind: bindListSchema,
  dst_cpu_bind: bindListSchema,
  prealloc_pages: valuedSwitchSchema,
  huge_pages: valuedSwitchSchema,
  locked_pages: valuedSwitchSchema,
  /** guestperf of QEMU 8.1 and later. */
  dirty_ring_size: z.optional(whole),
});

const scenarioSchema = z.strictObject({
  name: z.string(),
  /** ms. */
  downtime: number,
  /** MiB/s. */
  bandwidth: number,
  max_iters: number,
  /** Seconds. */
  max_time: number,
  pause: z.boolean(),
  pause_iters: number,
  post_copy: z.boolean(),
  post_copy_iters: number,
  auto_converge: z.boolean(),
  /** Percent. */
  auto_converge_step: number,
  compression_mt: z.boolean(),
  compression_mt_threads: number,
  compression_xbzrle: z.boolean(),
  /** Percent of the guest's RAM. */
  compression_xbzrle_cache: number,
  /** Absent in reports from before multifd. */
  multifd: z.optional(z.boolean()),
  multifd_channels: z.optional(number),
  /** guestperf of QEMU 10.0 and later. */
  multifd_compression: z.optional(z.string()),
  /** guestperf of QEMU 8.1 and later, as the two below. */
  dirty_limit: z.optional(z.boolean()),
  /** ms. */
  x_vcpu_dirty_limit_period: z.optional(number),
  /** MB/s. */
  vcpu_dirty_limit: z.optional(number),
});

const progressRamSchema = z.strictObject({
  transferred_bytes: number,
  remaining_bytes: number,
  total_bytes: number,
  duplicate_pages: number,
  skipped_pages: number,
  normal_pages: number,
  normal_bytes: number,
  dirty_rate_pps: number,
  /** Mbit/s, whatever its name. */
  transfer_rate_mbs: number,
  iterations: number,
});

const progressSchema = z.strictObject({
  status: z.string(),
  ram: progressRamSchema,
  /** Seconds since the epoch, at the poll. */
  now: number,
  /** ms, as the four below. */
  duration: number,
  downtime: number,
  downtime_expected: number,
  setup_time: number,
  throttle_pcent: number,
  /** Microseconds; guestperf of QEMU 8.1 and later, as the one below. */
  dirty_limit_throttle_time_per_round: z.optional(number),
  dirty_limit_ring_full_time: z.optional(number),
});

const timingRecordSchema = z.strictObject({
  tid: number,
  /** Seconds since the epoch. */
  timestamp: number,
  value: number,
});

/**
 * guestperf's Report (report.py), of any version from QEMU 7.2 to 10.2. Keys that came later are
 * optional; `extra` is ours and that of recordings, and guestperf does not look at it.
 */
export const guestperfReportSchema = z.strictObject({
  hardware: hardwareSchema,
  scenario: scenarioSchema,
  progress_history: z.array(progressSchema).check(z.minLength(1)),
  /** Milliseconds that a guest thread needed for a GiB; those of the source, then the destination's. */
  guest_timings: z.array(timingRecordSchema),
  /** CPU time of the source's process so far, ms. */
  qemu_timings: z.array(timingRecordSchema),
  /** CPU time of each vCPU's thread so far, ms. */
  vcpu_timings: z.array(timingRecordSchema),
  /** guestperf of QEMU 10.0 and later. */
  result: z.optional(z.strictObject({ success: z.boolean() })),
  binary: z.string(),
  dst_host: z.string(),
  kernel: z.string(),
  initrd: z.string(),
  transport: z.string(),
  /** Seconds. */
  sleep: number,
  extra: z.optional(
    z.looseObject({
      ...recordingExtraShape,
      guestperf_sim: z.optional(simulationExtraSchema),
    }),
  ),
});

export type GuestperfReport = z.infer<typeof guestperfReportSchema>;
export type GuestperfProgress = z.infer<typeof progressSchema>;
export type GuestperfTiming = z.infer<typeof timingRecordSchema>;
