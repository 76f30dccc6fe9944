import type { QemuSettings } from '../../engines/qemu/settings.js';
import type { NovaSettings } from '../../profiles/policy.js';
import { applying, type ManagerText, unsaidThrottle } from './manager-text.js';

/**
 * What Nova can be told of settings (nova.conf of 31.0). Its downtime limit rises in steps: the fewest and the
 * shortest that it takes, so that the limit is there early.
 *
 * @param timeout seconds for each GiB
 */
export function novaSettings(settings: QemuSettings, timeout: number): NovaSettings {
  return {
    kind: 'nova',
    live_migration_downtime: Math.max(100, settings.downtime),
    live_migration_downtime_steps: 3,
    live_migration_downtime_delay: 3,
    live_migration_completion_timeout: timeout,
    live_migration_timeout_action: settings.postCopy ? 'force_complete' : 'abort',
    live_migration_permit_post_copy: settings.postCopy,
    live_migration_permit_auto_converge: settings.autoConverge,
  };
}

/** Settings as a part of nova.conf. */
export function novaOptions(settings: QemuSettings, nova: NovaSettings): ManagerText {
  const { kind: _, ...options } = nova;
  const { compressionXbzrle, dirtyLimit, downtime, multifd, multifdChannels } = settings;
  return {
    name: 'nova.conf',
    lines: [
      '[libvirt]',
      ...Object.entries(options).map(([option, value]) => `${option} = ${value}`),
      ...applying([
        [
          multifd,
          `live_migration_parallel_connections = ${multifdChannels}   # from Nova 33.0 (2026.1) on`,
        ],
      ]),
    ],
    cannot: applying([
      [downtime < 100, `a downtime limit below 100 ms (${downtime} ms)`],
      [true, 'the downtime limit at once: it rises in three steps, the slower the more RAM'],
      unsaidThrottle(settings),
      [compressionXbzrle, 'XBZRLE'],
      [dirtyLimit, 'the dirty limit'],
    ]),
  };
}
