import { defaultPostCopyIters } from '../engines/qemu/features/postcopy/postcopy.js';
import { encodingDefaults, noEncoding } from '../engines/qemu/features/compression/encoding.js';
import { dirtyLimitDefaults } from '../engines/qemu/features/dirty-limit/dirty-ring.js';
import type { QemuScenario } from '../engines/scenario.js';
import { defaultPauseIters } from '../settings/stop-options.js';
import { defaultMultifdChannels } from '../engines/qemu/features/multifd/transfer.js';
import { keysOf } from './report-keys.js';

const { flag, number, part, since, text } = keysOf<QemuScenario>();

/**
 * A scenario in the words of guestperf's Scenario (scenario.py). What guestperf has no word for is
 * in the run record under `extra`.
 */
export const reportScenario = part({
  /** In a batch guestperf's scenarios are called by their comparison, and not in the report. */
  name: text(({ name }) => name.slice(name.lastIndexOf('/') + 1)),
  /** ms. */
  downtime: number(({ migration }) => migration.downtimeLimitMs),
  /** MiB/s. */
  bandwidth: number(({ migration }) => migration.bandwidthMibPerSecond),
  max_iters: number(({ management }) => management.maxIterations),
  /** Seconds. */
  max_time: number(({ management }) => management.maxTimeSeconds),
  pause: flag((scenario) => pauseIters(scenario) !== null),
  pause_iters: number((scenario) => pauseIters(scenario) ?? defaultPauseIters),
  post_copy: flag((scenario) => postCopyIters(scenario) !== null),
  post_copy_iters: number((scenario) => postCopyIters(scenario) ?? defaultPostCopyIters),
  auto_converge: flag(({ migration }) => migration.autoConverge),
  /** Percent. */
  auto_converge_step: number(({ migration }) => migration.throttleIncrement),
  compression_mt: flag(({ encoding }) => (encoding ?? noEncoding).compress !== null),
  compression_mt_threads: number(
    ({ encoding }) => encoding?.compress?.threads ?? encodingDefaults.compressThreads,
  ),
  compression_xbzrle: flag(({ encoding }) => (encoding ?? noEncoding).xbzrle !== null),
  /** Percent of the guest's RAM. */
  compression_xbzrle_cache: number(cachePercent),
  /** Reports from before multifd can be read too. */
  multifd: since(
    '7.2',
    flag((scenario) => channels(scenario) > 0),
  ),
  multifd_channels: since(
    '7.2',
    number((scenario) => channels(scenario) || defaultMultifdChannels),
  ),
  multifd_compression: since(
    '10.0',
    text(({ encoding }) => encoding?.multifdCompression?.method ?? ''),
  ),
  dirty_limit: since(
    '8.1',
    flag(({ dirtyLimit }) => dirtyLimit !== undefined),
  ),
  /** ms. */
  x_vcpu_dirty_limit_period: since(
    '8.1',
    number(({ dirtyLimit = dirtyLimitDefaults }) => dirtyLimit.periodMs),
  ),
  /** MB/s. */
  vcpu_dirty_limit: since(
    '8.1',
    number(({ dirtyLimit = dirtyLimitDefaults }) => dirtyLimit.mibPerSecond),
  ),
});

function pauseIters({ management: { pause } }: QemuScenario): number | null {
  return pause?.at === 'iterations' ? pause.iterations : null;
}

function postCopyIters({ postcopy }: QemuScenario): number | null {
  return postcopy?.startAtIterations ?? null;
}

function channels({ transfer }: QemuScenario): number {
  return transfer?.multifdChannels ?? 0;
}

/** A size that no percentage was asked for is given the least one that makes it. */
function cachePercent({ encoding, hardware }: QemuScenario): number {
  const xbzrle = encoding?.xbzrle ?? null;
  if (xbzrle === null) return encodingDefaults.xbzrleCachePercent;
  return xbzrle.cachePercent ?? Math.ceil((xbzrle.cacheBytes * 100) / (hardware.memGib * 2 ** 30));
}
