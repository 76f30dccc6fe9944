import type { QemuSettings } from '../../engines/qemu/settings.js';
import type { KubevirtSettings } from '../../profiles/policy.js';
import { applying, type ManagerText, unsaidThrottle } from './manager-text.js';

/** QEMU's downtime limit, which KubeVirt leaves as it is. */
export const qemuDowntimeLimitMs = 300;

/**
 * What KubeVirt's MigrationPolicy can be told of settings.
 *
 * @param timeout seconds for each GiB
 */
export function kubevirtSettings(settings: QemuSettings, timeout: number): KubevirtSettings {
  return {
    kind: 'kubevirt',
    completionTimeoutPerGiB: timeout,
    progressTimeout: 150,
    allowAutoConverge: settings.autoConverge,
    allowPostCopy: settings.postCopy,
    allowWorkloadDisruption: settings.postCopy,
  };
}

/** Settings as a MigrationPolicy; its selectors choose the guests. */
export function kubevirtPolicy(settings: QemuSettings, kubevirt: KubevirtSettings): ManagerText {
  const { compressionXbzrle, dirtyLimit, downtime, multifd } = settings;
  return {
    name: 'KubeVirt MigrationPolicy',
    lines: [
      'apiVersion: migrations.kubevirt.io/v1alpha1',
      'kind: MigrationPolicy',
      'metadata:',
      '  name: advised',
      'spec:',
      `  allowAutoConverge: ${kubevirt.allowAutoConverge}`,
      `  allowPostCopy: ${kubevirt.allowPostCopy}`,
      `  completionTimeoutPerGiB: ${kubevirt.completionTimeoutPerGiB}`,
      '  selectors:',
      '    virtualMachineInstanceSelector:',
      '      migration: advised',
    ],
    cannot: applying([
      [
        downtime !== qemuDowntimeLimitMs,
        `a downtime limit (QEMU's ${qemuDowntimeLimitMs} ms, not ${downtime} ms)`,
      ],
      unsaidThrottle(settings),
      [multifd, 'multifd'],
      [compressionXbzrle, 'XBZRLE'],
      [dirtyLimit, 'the dirty limit'],
    ]),
  };
}
