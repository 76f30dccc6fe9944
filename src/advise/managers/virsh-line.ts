import { noEncoding } from '../../engines/qemu/features/compression/encoding.js';
import type { QemuScenario } from '../../engines/scenario.js';
import { plainTransfer } from '../../engines/qemu/features/multifd/transfer.js';
import { applying, type ManagerText } from './manager-text.js';

/** The settings of a migration as commands of virsh (libvirt 11.3). */
export function virshLine(scenario: QemuScenario): ManagerText {
  const {
    dirtyLimit,
    encoding = noEncoding,
    migration,
    postcopy,
    transfer = plainTransfer,
  } = scenario;
  const { autoConverge, throttleInitial, throttleIncrement, maxThrottle } = migration;
  const cacheBytes = encoding.xbzrle?.cacheBytes ?? null;
  const flags = applying([
    [autoConverge, '--auto-converge'],
    [autoConverge, `--auto-converge-initial ${throttleInitial}`],
    [autoConverge, `--auto-converge-increment ${throttleIncrement}`],
    [transfer.multifdChannels > 0, '--parallel'],
    [transfer.multifdChannels > 0, `--parallel-connections ${transfer.multifdChannels}`],
    [postcopy !== undefined, '--postcopy --postcopy-after-precopy'],
    [cacheBytes !== null, '--compressed --comp-methods xbzrle'],
    [cacheBytes !== null, `--comp-xbzrle-cache ${cacheBytes ?? 0}`],
  ]);
  const migrate = ['virsh migrate --live', ...flags, 'DOMAIN qemu+ssh://DESTINATION/system'];
  return {
    name: 'virsh',
    lines: [
      migrate.join(' '),
      `virsh migrate-setmaxdowntime DOMAIN ${migration.downtimeLimitMs}   # while it runs: QEMU starts with 300 ms`,
    ],
    cannot: applying([
      [autoConverge && maxThrottle < 99, `a highest throttle (QEMU's 99 %, not ${maxThrottle} %)`],
      [dirtyLimit !== undefined, 'the dirty limit'],
      [
        (postcopy?.startAtIterations ?? 2) !== 2,
        'a later start of postcopy than after the first pass',
      ],
    ]),
  };
}
