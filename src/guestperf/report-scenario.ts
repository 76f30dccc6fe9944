import { firstDowntimeLimitMs } from '../engines/qemu/features/stop-conditions/settings.js';
import type { QemuScenario } from '../engines/scenario.js';
import { keysOf } from './report-keys.js';

const { flag, number, part, since, text } = keysOf<QemuScenario>();

/**
 * A scenario in the words of guestperf's Scenario (scenario.py); rows of the settings table name theirs. What
 * guestperf has no word for is in the run record under `extra`.
 */
export const reportScenario = part({
  /** In a batch guestperf's scenarios are called by their comparison, and not in the report. */
  name: text(({ name }) => name.slice(name.lastIndexOf('/') + 1)),
  /** ms. */
  downtime: number(({ settings }) => firstDowntimeLimitMs(settings)),
  /** MiB/s. */
  bandwidth: number(({ settings }) => settings.bandwidth),
  max_iters: number(({ settings }) => settings.maxIters),
  /** Seconds. */
  max_time: number(({ settings }) => settings.maxTime),
  pause: flag(({ settings }) => settings.pause),
  pause_iters: number(({ settings }) => settings.pauseIters),
  post_copy: flag(({ settings }) => settings.postCopy),
  post_copy_iters: number(({ settings }) => settings.postCopyIters),
  auto_converge: flag(({ settings }) => settings.autoConverge),
  /** Percent. */
  auto_converge_step: number(({ settings }) => settings.autoConvergeStep),
  compression_mt: flag(({ settings }) => settings.compressionMt),
  compression_mt_threads: number(({ settings }) => settings.compressionMtThreads),
  compression_xbzrle: flag(({ settings }) => settings.compressionXbzrle),
  /** Percent of the guest's RAM. */
  compression_xbzrle_cache: number(({ settings }) => settings.compressionXbzrleCache),
  /** Reports from before multifd can be read too. */
  multifd: since(
    '7.2',
    flag(({ settings }) => settings.multifd),
  ),
  multifd_channels: since(
    '7.2',
    number(({ settings }) => settings.multifdChannels),
  ),
  multifd_compression: since(
    '10.0',
    text(({ settings: { multifdCompression: method } }) => (method === 'none' ? '' : method)),
  ),
  dirty_limit: since(
    '8.1',
    flag(({ settings }) => settings.dirtyLimit),
  ),
  /** ms. */
  x_vcpu_dirty_limit_period: since(
    '8.1',
    number(({ settings }) => settings.xVcpuDirtyLimitPeriod),
  ),
  /** MB/s. */
  vcpu_dirty_limit: since(
    '8.1',
    number(({ settings }) => settings.vcpuDirtyLimit),
  ),
});
