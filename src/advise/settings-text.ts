import { noEncoding } from '../engines/qemu/features/compression/encoding.js';
import { plainTransfer } from '../engines/qemu/features/multifd/transfer.js';
import type { QemuScenario } from '../engines/scenario.js';

/** The settings of a migration in a few words: "auto-converge 20 % +10 up to 99 %, downtime limit 240 ms". */
export function settingsText(scenario: QemuScenario): string {
  const {
    dirtyLimit,
    encoding = noEncoding,
    migration,
    postcopy,
    transfer = plainTransfer,
  } = scenario;
  const { autoConverge, throttleInitial, throttleIncrement, maxThrottle } = migration;
  const ways = [
    ...(autoConverge
      ? [`auto-converge from ${throttleInitial} % by ${throttleIncrement} to ${maxThrottle} %`]
      : []),
    ...(dirtyLimit === undefined
      ? []
      : [`dirty limit of ${dirtyLimit.mibPerSecond} MiB/s for each vCPU`]),
    ...(encoding.xbzrle === null
      ? []
      : [`XBZRLE with a cache of ${encoding.xbzrle.cacheBytes / 2 ** 20} MiB`]),
    ...(transfer.multifdChannels > 0 ? [`multifd with ${transfer.multifdChannels} channels`] : []),
    ...(postcopy === undefined
      ? []
      : [`postcopy from iteration ${postcopy.startAtIterations ?? 'that a manager chooses'} on`]),
  ];
  const how = ways.length === 0 ? 'precopy as it is' : ways.join(', ');
  return `${how}, downtime limit ${migration.downtimeLimitMs} ms`;
}
