import { noEncoding } from '../../engines/qemu/features/compression/encoding.js';
import type { QemuScenario } from '../../engines/scenario.js';
import { plainTransfer } from '../../engines/qemu/features/multifd/transfer.js';
import type { Goals } from '../goals.js';
import type { NovaSettings } from '../../profiles/policy.js';
import { applying, type ManagerText } from './manager-text.js';

/**
 * What Nova can be told of settings (nova.conf of 31.0). Its downtime limit rises in steps: the fewest and the
 * shortest that it takes, so that the limit is there early.
 *
 * @param firstPassSeconds until all of RAM was sent once, after which postcopy may begin
 * @param dataGib RAM of the VM, by which Nova multiplies its delays
 */
export function novaSettings(
  scenario: QemuScenario,
  goals: Goals,
  firstPassSeconds: number,
  dataGib: number,
): NovaSettings {
  return {
    kind: 'nova',
    live_migration_downtime: Math.max(100, scenario.migration.downtimeLimitMs),
    live_migration_downtime_steps: 3,
    live_migration_downtime_delay: 3,
    live_migration_completion_timeout: secondsPerGib(scenario, goals, firstPassSeconds, dataGib),
    live_migration_timeout_action: scenario.postcopy === undefined ? 'abort' : 'force_complete',
    live_migration_permit_post_copy: scenario.postcopy !== undefined,
    live_migration_permit_auto_converge: scenario.migration.autoConverge,
  };
}

/** Settings as a part of nova.conf. */
export function novaOptions(scenario: QemuScenario, settings: NovaSettings): ManagerText {
  const { dirtyLimit, encoding = noEncoding, migration, transfer = plainTransfer } = scenario;
  const { kind: _, ...options } = settings;
  const { downtimeLimitMs, autoConverge } = migration;
  const channels = transfer.multifdChannels;
  return {
    name: 'nova.conf',
    lines: [
      '[libvirt]',
      ...Object.entries(options).map(([option, value]) => `${option} = ${value}`),
      ...(channels > 0
        ? [`live_migration_parallel_connections = ${channels}   # from Nova 33.0 (2026.1) on`]
        : []),
    ],
    cannot: applying([
      [downtimeLimitMs < 100, `a downtime limit below 100 ms (${downtimeLimitMs} ms)`],
      [true, 'the downtime limit at once: it rises in three steps, the slower the more RAM'],
      [
        autoConverge && !isDefaultThrottle(scenario),
        "a throttle other than QEMU's 20 % + 10 to 99 %",
      ],
      [encoding.xbzrle !== null, 'XBZRLE'],
      [dirtyLimit !== undefined, 'the dirty limit'],
    ]),
  };
}

/**
 * The managers' timeout, seconds for each GiB: when the goal has passed, or where postcopy is to end the
 * migration when the first pass is over.
 */
export function secondsPerGib(
  { postcopy }: QemuScenario,
  goals: Goals,
  firstPassSeconds: number,
  dataGib: number,
): number {
  const seconds = postcopy === undefined ? goals.maxTotalSeconds : firstPassSeconds;
  return Math.max(1, Math.ceil(seconds / dataGib));
}

/** Whether auto-converge has QEMU's own values. */
export function isDefaultThrottle({ migration }: QemuScenario): boolean {
  const { throttleInitial, throttleIncrement, maxThrottle } = migration;
  return throttleInitial === 20 && throttleIncrement === 10 && maxThrottle === 99;
}
