import * as z from 'zod/mini';
import { qemuSettings } from '../engines/qemu/settings.js';
import { numberForm } from '../engines/setting.js';
import { boundsOf, settingNumber } from '../engines/number-schema.js';
import { bounded } from '../input/bounded-number.js';
import { list } from '../input/schema-list.js';
import { isAtLeast } from '../profiles/qemu-version.js';
import { recordingExtraShape } from './recording-extra.js';
import { keysOf } from './report-keys.js';
import { reportProgress } from './report-progress.js';
import { reportScenario } from './report-scenario.js';
import { guestTimings, timingSchema } from './report-timings.js';
import type { ReportedRun } from './reported-run.js';
import { simulationExtra } from './simulation-extra.js';

const { flag, key, number, part, since, text } = keysOf<ReportedRun>();

/** CPUs or NUMA nodes of numactl. guestperf splits the list at commas, and nothing else (shell.py, split_map). */
const bindList = (read: (run: ReportedRun) => string | null) =>
  key(list(z.string()), (run) => {
    const names = read(run) ?? '';
    return names === '' ? [] : names.split(',');
  });
/** guestperf's flags take a value: any text but the empty one is true. */
const valued = (read: (run: ReportedRun) => string | null) =>
  key(z.union([z.boolean(), z.string()]), (run) => read(run) ?? false);
/** GiB; a recording's guest may have less than one. */
const recordedMemory = bounded({ ...boundsOf(numberForm(qemuSettings.mem)), min: 1 / 1024 });
const timings = list(timingSchema);

/** guestperf's Report (report.py), of any version from QEMU 7.2 to 10.2. */
export const ownReport = part({
  hardware: part({
    cpus: key(
      settingNumber(numberForm(qemuSettings.cpus)),
      ({ scenario }) => scenario.settings.cpus,
    ),
    /** GiB. */
    mem: key(recordedMemory, ({ scenario }) => scenario.settings.mem),
    src_mem_bind: bindList(({ setting }) => setting.srcMemBind),
    dst_mem_bind: bindList(({ setting }) => setting.dstMemBind),
    src_cpu_bind: bindList(({ setting }) => setting.srcCpuBind),
    dst_cpu_bind: bindList(({ setting }) => setting.dstCpuBind),
    prealloc_pages: valued(({ setting }) => setting.preallocPages),
    huge_pages: valued(({ setting }) => setting.hugePages),
    locked_pages: valued(({ setting }) => setting.lockedPages),
    dirty_ring_size: since(
      '8.1',
      key(
        settingNumber(numberForm(qemuSettings.dirtyRingSize)),
        ({ scenario }) => scenario.settings.dirtyRingSize,
      ),
    ),
  }),
  scenario: key(reportScenario.schema, ({ scenario }) => reportScenario.read(scenario)),
  progress_history: key(list(reportProgress.schema).check(z.minLength(1)), (run) =>
    run.result.history.map((sample) => reportProgress.read({ ...run, ...sample })),
  ),
  /** Milliseconds that a guest thread needed for a GiB; those of the source, then the destination's. */
  guest_timings: key(timings, ({ result, epochMs }) => guestTimings(result, epochMs)),
  /** CPU time of the source's process so far, ms. */
  qemu_timings: key(timings, ({ cpu }) => cpu.qemu),
  /** CPU time of each vCPU's thread so far, ms. */
  vcpu_timings: key(timings, ({ cpu }) => cpu.vcpu),
  result: since('10.0', part({ success: flag(isSuccess) })),
  binary: text(({ setting }) => setting.binary ?? '/usr/bin/qemu-system-x86_64'),
  dst_host: text(({ setting }) => setting.dstHost ?? 'localhost'),
  kernel: text(({ setting }) => setting.kernel ?? '/boot/vmlinuz'),
  initrd: text(({ setting, version }) => {
    const folder = isAtLeast(version, '10.0') ? 'migration-stress' : 'migration';
    return setting.initrd ?? `tests/${folder}/initrd-stress.img`;
  }),
  transport: text(({ setting }) => setting.transport ?? 'unix'),
  /** Seconds. */
  sleep: number(({ scenario }) => scenario.settings.sleep),
});

/** A report that is read. `extra` is ours and that of recordings; guestperf does not look at it. */
export const guestperfReportSchema = z.extend(ownReport.schema, {
  extra: z.optional(
    z.looseObject({
      ...recordingExtraShape,
      guestperf_sim: z.optional(z.looseObject(simulationExtra.schema.shape)),
    }),
  ),
});

export type GuestperfReport = z.infer<typeof guestperfReportSchema>;

/** guestperf has not seen the end of a guest that it paused. */
function isSuccess({ result: { status, pause } }: ReportedRun): boolean {
  return status === 'completed' && pause?.by !== 'pause' && pause?.by !== 'pause-after';
}
