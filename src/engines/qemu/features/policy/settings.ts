import type { Setting } from '../../../setting.js';

/** What an operator's manager does meanwhile. */
export const policySettings = {
  policy: {
    form: { kind: 'profile', of: 'policy' },
    placeholder: 'NAME|FILE',
    help:
      'what a manager does during the migration (libvirt, Nova, KubeVirt): the name of a shipped ' +
      'policy, or a JSON file',
    standard: null,
    record: {
      key: 'policy',
      values: 'text',
      description: "Name of the operator's policy",
      value: ({ policy }) => policy?.name ?? null,
    },
  } satisfies Setting<unknown>,
};
