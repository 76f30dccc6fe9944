import type { NovaSettings } from '../../profiles/policy.js';
import { applying, beyondPolicies, type Manager, policyOf } from './manager.js';
import { virsh } from './virsh.js';

/**
 * A part of nova.conf (31.0). Nova's downtime limit rises in steps: the fewest and the shortest that it takes,
 * so that the limit is there early.
 */
export const nova: Manager = {
  name: 'nova.conf',
  unsaid: [
    ...virsh.unsaid,
    'compressionXbzrle',
    'compressionXbzrleCache',
    'throttleInitial',
    'autoConvergeStep',
    'autoConverge',
    'postCopy',
    'postCopyIters',
    'downtime',
  ],
  instructions(settings, timeout) {
    const { downtime, multifd, multifdChannels } = settings;
    const options: Omit<NovaSettings, 'kind'> = {
      live_migration_downtime: Math.max(100, downtime),
      live_migration_downtime_steps: 3,
      live_migration_downtime_delay: 3,
      live_migration_completion_timeout: timeout,
      live_migration_timeout_action: settings.postCopy ? 'force_complete' : 'abort',
      live_migration_permit_post_copy: settings.postCopy,
      live_migration_permit_auto_converge: settings.autoConverge,
    };
    // A comment behind a value would be part of it.
    const connections = [
      '# from Nova 33.0 (2026.1) on',
      `live_migration_parallel_connections = ${multifdChannels}`,
    ];
    return {
      lines: [
        '[libvirt]',
        ...Object.entries(options).map(([option, value]) => `${option} = ${value}`),
        ...(multifd ? connections : []),
      ],
      cannot: applying([
        [downtime < 100, `a downtime limit below 100 ms (${downtime} ms)`],
        [true, 'the downtime limit at once (it rises in three steps, more slowly the more RAM)'],
        ...beyondPolicies(settings),
      ]),
      instead: { policy: policyOf({ kind: 'nova', ...options }) },
    };
  },
};
