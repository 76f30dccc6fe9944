import { defaultPostCopyIters } from '../../scenario/postcopy.js';
import { dirtyLimitDefaults } from '../../scenario/dirty-ring.js';
import type { QemuScenario } from '../../scenario/scenario.js';
import { defaultPauseIters } from '../../scenario/stop-options.js';
import { defaultMultifdChannels } from '../../scenario/transfer.js';
import type { ReportLayout } from './report-layout.js';
import type { GuestperfReport } from './report-schema.js';

/**
 * A scenario in the words of guestperf's Scenario (scenario.py). What guestperf has no word for is
 * in the run record under `extra`.
 */
export function reportScenario(
  { dirtyLimit, management, migration, name, postcopy, transfer }: QemuScenario,
  { hasDirtyLimit, hasResult }: ReportLayout,
): GuestperfReport['scenario'] {
  const { pause } = management;
  const postCopyIters = postcopy?.startAtIterations ?? null;
  const channels = transfer?.multifdChannels ?? 0;
  return {
    // In a batch guestperf's scenarios are called by their comparison, and not in the report.
    name: name.slice(name.lastIndexOf('/') + 1),
    downtime: migration.downtimeLimitMs,
    bandwidth: migration.bandwidthMibPerSecond,
    max_iters: management.maxIterations,
    max_time: management.maxTimeSeconds,
    pause: pause?.at === 'iterations',
    pause_iters: pause?.at === 'iterations' ? pause.iterations : defaultPauseIters,
    post_copy: postCopyIters !== null,
    post_copy_iters: postCopyIters ?? defaultPostCopyIters,
    auto_converge: migration.autoConverge,
    auto_converge_step: migration.throttleIncrement,
    compression_mt: false,
    compression_mt_threads: 1,
    compression_xbzrle: false,
    compression_xbzrle_cache: 10,
    multifd: channels > 0,
    multifd_channels: channels > 0 ? channels : defaultMultifdChannels,
    ...(hasResult && { multifd_compression: '' }),
    ...(hasDirtyLimit && {
      dirty_limit: dirtyLimit !== undefined,
      x_vcpu_dirty_limit_period: dirtyLimit?.periodMs ?? dirtyLimitDefaults.periodMs,
      vcpu_dirty_limit: dirtyLimit?.mibPerSecond ?? dirtyLimitDefaults.mibPerSecond,
    }),
  };
}
