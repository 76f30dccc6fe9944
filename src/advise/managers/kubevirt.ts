import { applying, beyondPolicies, type Manager, policyOf } from './manager.js';
import { nova } from './nova.js';

/** QEMU's downtime limit, which KubeVirt leaves as it is. */
const downtimeLimitMs = 300;

/** A MigrationPolicy; its selectors choose the guests. */
export const kubevirt: Manager = {
  name: 'KubeVirt MigrationPolicy',
  unsaid: [...nova.unsaid, 'multifd', 'multifdChannels'],
  instructions(settings, timeout) {
    const { autoConverge, downtime, multifd, postCopy } = settings;
    const [throttle, ...others] = beyondPolicies(settings);
    return {
      lines: [
        'apiVersion: migrations.kubevirt.io/v1alpha1',
        'kind: MigrationPolicy',
        'metadata:',
        '  name: advised',
        'spec:',
        `  allowAutoConverge: ${autoConverge}`,
        `  allowPostCopy: ${postCopy}`,
        `  completionTimeoutPerGiB: ${timeout}`,
        '  selectors:',
        '    virtualMachineInstanceSelector:',
        '      migration: advised',
      ],
      cannot: applying([
        [
          downtime !== downtimeLimitMs,
          `a downtime limit (QEMU's ${downtimeLimitMs} ms, not ${downtime} ms)`,
        ],
        throttle,
        [multifd, 'multifd'],
        ...others,
      ]),
      instead: {
        downtime: downtimeLimitMs,
        policy: policyOf({
          kind: 'kubevirt',
          completionTimeoutPerGiB: timeout,
          progressTimeout: 150,
          allowAutoConverge: autoConverge,
          allowPostCopy: postCopy,
          allowWorkloadDisruption: postCopy,
        }),
      },
    };
  },
};
