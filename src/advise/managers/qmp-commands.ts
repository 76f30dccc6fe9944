import { noEncoding } from '../../engines/qemu/features/compression/encoding.js';
import { MIB } from '../../memory/units.js';
import { isAtLeast } from '../../profiles/qemu-version.js';
import type { QemuScenario } from '../../engines/scenario.js';
import { plainTransfer } from '../../engines/qemu/features/multifd/transfer.js';

/** guestperf's "unlimited" is above what any link carries; QEMU has 0 for it. */
const beyondLinksMib = 125_000;

/**
 * The settings of a migration as commands to the source's monitor, one JSON object a line. Capabilities
 * come first, as QEMU refuses to change them during a migration.
 */
export function qmpCommands(scenario: QemuScenario): string[] {
  return [
    command('migrate-set-capabilities', { capabilities: capabilities(scenario) }),
    command('migrate-set-parameters', parameters(scenario)),
    command('migrate', { uri: 'tcp:DESTINATION:PORT' }),
    ...(scenario.postcopy === undefined
      ? []
      : [JSON.stringify({ execute: 'migrate-start-postcopy' })]),
  ];
}

/** What has to be on at the destination as well, as commands to its monitor; none for one plain stream. */
export function destinationCommands(scenario: QemuScenario): string[] {
  const { postcopy, transfer = plainTransfer } = scenario;
  const { multifdChannels } = transfer;
  const shared = [
    ...(multifdChannels > 0 ? ['multifd'] : []),
    ...(postcopy === undefined ? [] : ['postcopy-ram']),
    ...(postcopy?.preempt === true ? ['postcopy-preempt'] : []),
  ];
  if (shared.length === 0) return [];
  return [
    command('migrate-set-capabilities', {
      capabilities: shared.map((capability) => ({ capability, state: true })),
    }),
    ...(multifdChannels > 0
      ? [command('migrate-set-parameters', { 'multifd-channels': multifdChannels })]
      : []),
  ];
}

function capabilities(scenario: QemuScenario): { capability: string; state: boolean }[] {
  const { dirtyLimit, encoding = noEncoding, migration, transfer = plainTransfer } = scenario;
  const states: [string, boolean][] = [
    ['auto-converge', migration.autoConverge],
    ['multifd', transfer.multifdChannels > 0],
    ['postcopy-ram', scenario.postcopy !== undefined],
    ['postcopy-preempt', scenario.postcopy?.preempt === true],
    ['xbzrle', encoding.xbzrle !== null],
    // Versions that do not know it refuse its name.
    ...(isAtLeast(scenario.version, '8.1')
      ? [['dirty-limit', dirtyLimit !== undefined] as [string, boolean]]
      : []),
  ];
  return states.map(([capability, state]) => ({ capability, state }));
}

function parameters(scenario: QemuScenario): Record<string, number> {
  const { dirtyLimit, encoding = noEncoding, migration, transfer = plainTransfer } = scenario;
  const bandwidth = migration.bandwidthMibPerSecond;
  return {
    'downtime-limit': migration.downtimeLimitMs,
    'max-bandwidth': bandwidth >= beyondLinksMib ? 0 : bandwidth * MIB,
    ...(migration.autoConverge && {
      'cpu-throttle-initial': migration.throttleInitial,
      'cpu-throttle-increment': migration.throttleIncrement,
      'max-cpu-throttle': migration.maxThrottle,
    }),
    ...(transfer.multifdChannels > 0 && { 'multifd-channels': transfer.multifdChannels }),
    ...(encoding.xbzrle !== null && { 'xbzrle-cache-size': encoding.xbzrle.cacheBytes }),
    ...(dirtyLimit !== undefined && {
      'vcpu-dirty-limit': dirtyLimit.mibPerSecond,
      'x-vcpu-dirty-limit-period': dirtyLimit.periodMs,
    }),
  };
}

function command(execute: string, args: object): string {
  return JSON.stringify({ execute, arguments: args });
}
