import { defaultPostCopyIters } from '../engines/qemu/features/postcopy/postcopy.js';
import {
  encodingDefaults,
  type EncodingParameters,
  noEncoding,
} from '../engines/qemu/features/compression/encoding.js';
import { dirtyLimitDefaults } from '../engines/qemu/features/dirty-limit/dirty-ring.js';
import type { QemuScenario } from '../engines/scenario.js';
import { defaultPauseIters } from '../settings/stop-options.js';
import { defaultMultifdChannels } from '../engines/qemu/features/multifd/transfer.js';
import type { ReportLayout } from './report-layout.js';
import type { GuestperfReport } from './report-schema.js';

/**
 * A scenario in the words of guestperf's Scenario (scenario.py). What guestperf has no word for is
 * in the run record under `extra`.
 */
export function reportScenario(
  { dirtyLimit, encoding, hardware, management, migration, name, postcopy, transfer }: QemuScenario,
  { hasDirtyLimit, hasResult }: ReportLayout,
): GuestperfReport['scenario'] {
  const { pause } = management;
  const { compress, multifdCompression, xbzrle } = encoding ?? noEncoding;
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
    compression_mt: compress !== null,
    compression_mt_threads: compress?.threads ?? encodingDefaults.compressThreads,
    compression_xbzrle: xbzrle !== null,
    compression_xbzrle_cache: cachePercent(xbzrle, hardware.memGib),
    multifd: channels > 0,
    multifd_channels: channels > 0 ? channels : defaultMultifdChannels,
    ...(hasResult && { multifd_compression: multifdCompression?.method ?? '' }),
    ...(hasDirtyLimit && {
      dirty_limit: dirtyLimit !== undefined,
      x_vcpu_dirty_limit_period: dirtyLimit?.periodMs ?? dirtyLimitDefaults.periodMs,
      vcpu_dirty_limit: dirtyLimit?.mibPerSecond ?? dirtyLimitDefaults.mibPerSecond,
    }),
  };
}

/** A size that no percentage was asked for is given the least one that makes it. */
function cachePercent(xbzrle: EncodingParameters['xbzrle'], memGib: number): number {
  if (xbzrle === null) return encodingDefaults.xbzrleCachePercent;
  return xbzrle.cachePercent ?? Math.ceil((xbzrle.cacheBytes * 100) / (memGib * 2 ** 30));
}
