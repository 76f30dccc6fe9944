import { firstDowntimeLimitMs } from '../engines/qemu/features/stop-conditions/settings.js';
import { boundsOf } from '../engines/number-schema.js';
import { type QemuSettings, qemuSettings } from '../engines/qemu/settings.js';
import { numberForm, type Setting } from '../engines/setting.js';
import { bounded } from '../input/bounded-number.js';
import type { QemuScenario } from '../engines/scenario.js';
import { keysOf } from './report-keys.js';

const { flag, key, part, since, text } = keysOf<QemuScenario>();

/** Settings whose values are of a type. */
type KeyOf<Value> = {
  [Key in keyof QemuSettings]: QemuSettings[Key] extends Value ? Key : never;
}[keyof QemuSettings];

/** A number within the range of the setting: a recording's need not be whole. */
const within = (row: Setting<number>) => bounded(boundsOf(numberForm(row)));
const count = (name: KeyOf<number>) =>
  key(within(qemuSettings[name]), ({ settings }) => settings[name]);
const isOn = (name: KeyOf<boolean>) => flag(({ settings }) => settings[name]);

/**
 * A scenario in the words of guestperf's Scenario (scenario.py); rows of the settings table name theirs. What
 * guestperf has no word for is in the run record under `extra`.
 */
export const reportScenario = part({
  /** In a batch guestperf's scenarios are called by their comparison, and not in the report. */
  name: text(({ name }) => name.slice(name.lastIndexOf('/') + 1)),
  /** ms. */
  downtime: key(within(qemuSettings.downtime), ({ settings }) => firstDowntimeLimitMs(settings)),
  /** MiB/s. */
  bandwidth: count('bandwidth'),
  max_iters: count('maxIters'),
  /** Seconds. */
  max_time: count('maxTime'),
  pause: isOn('pause'),
  pause_iters: count('pauseIters'),
  post_copy: isOn('postCopy'),
  post_copy_iters: count('postCopyIters'),
  auto_converge: isOn('autoConverge'),
  /** Percent. */
  auto_converge_step: count('autoConvergeStep'),
  compression_mt: isOn('compressionMt'),
  compression_mt_threads: count('compressionMtThreads'),
  compression_xbzrle: isOn('compressionXbzrle'),
  /** Percent of the guest's RAM. */
  compression_xbzrle_cache: count('compressionXbzrleCache'),
  /** Reports from before multifd can be read too. */
  multifd: since('7.2', isOn('multifd')),
  multifd_channels: since('7.2', count('multifdChannels')),
  multifd_compression: since(
    '10.0',
    text(({ settings: { multifdCompression: method } }) => (method === 'none' ? '' : method)),
  ),
  dirty_limit: since('8.1', isOn('dirtyLimit')),
  /** ms. */
  x_vcpu_dirty_limit_period: since('8.1', count('xVcpuDirtyLimitPeriod')),
  /** MB/s. */
  vcpu_dirty_limit: since('8.1', count('vcpuDirtyLimit')),
});
