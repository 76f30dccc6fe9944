import { noEncoding } from '../../engines/qemu/features/compression/encoding.js';
import type { KubevirtSettings } from '../../profiles/policy.js';
import type { QemuScenario } from '../../engines/scenario.js';
import { plainTransfer } from '../../engines/qemu/features/multifd/transfer.js';
import type { Goals } from '../goals.js';
import { applying, type ManagerText } from './manager-text.js';
import { isDefaultThrottle, secondsPerGib } from './nova-options.js';

/** QEMU's downtime limit, which KubeVirt leaves as it is. */
export const qemuDowntimeLimitMs = 300;

/** What KubeVirt's MigrationPolicy can be told of settings. */
export function kubevirtSettings(
  scenario: QemuScenario,
  goals: Goals,
  firstPassSeconds: number,
  dataGib: number,
): KubevirtSettings {
  return {
    kind: 'kubevirt',
    completionTimeoutPerGiB: secondsPerGib(scenario, goals, firstPassSeconds, dataGib),
    progressTimeout: 150,
    allowAutoConverge: scenario.migration.autoConverge,
    allowPostCopy: scenario.postcopy !== undefined,
    allowWorkloadDisruption: scenario.postcopy !== undefined,
  };
}

/** Settings as a MigrationPolicy; its selectors choose the guests. */
export function kubevirtPolicy(scenario: QemuScenario, settings: KubevirtSettings): ManagerText {
  const { dirtyLimit, encoding = noEncoding, migration, transfer = plainTransfer } = scenario;
  const { downtimeLimitMs, autoConverge } = migration;
  return {
    name: 'KubeVirt MigrationPolicy',
    lines: [
      'apiVersion: migrations.kubevirt.io/v1alpha1',
      'kind: MigrationPolicy',
      'metadata:',
      '  name: advised',
      'spec:',
      `  allowAutoConverge: ${settings.allowAutoConverge}`,
      `  allowPostCopy: ${settings.allowPostCopy}`,
      `  completionTimeoutPerGiB: ${settings.completionTimeoutPerGiB}`,
      '  selectors:',
      '    virtualMachineInstanceSelector:',
      '      migration: advised',
    ],
    cannot: applying([
      [
        downtimeLimitMs !== qemuDowntimeLimitMs,
        `a downtime limit (QEMU's ${qemuDowntimeLimitMs} ms, not ${downtimeLimitMs} ms)`,
      ],
      [
        autoConverge && !isDefaultThrottle(scenario),
        "a throttle other than QEMU's 20 % + 10 to 99 %",
      ],
      [transfer.multifdChannels > 0, 'multifd'],
      [encoding.xbzrle !== null, 'XBZRLE'],
      [dirtyLimit !== undefined, 'the dirty limit'],
    ]),
  };
}
