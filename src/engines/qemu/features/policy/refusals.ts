import { permitsAutoConverge, setsDowntimeLimit } from '../../../../profiles/policy.js';
import type { QemuRefusal } from '../../qemu-refusal.js';
import { precopySettings } from '../../precopy-settings.js';

/** What a manager decides is not decided by others. */
export const policyRefusals: readonly QemuRefusal[] = [
  {
    subject: 'autoConverge',
    source: "Nova's and KubeVirt's documentation of their options",
    problem: ({ askedAutoConverge, name, policy }) =>
      policy !== null && askedAutoConverge && permitsAutoConverge(policy) === false
        ? { problem: `contradicts ${name('policy')} ${policy.name}, which does not permit it` }
        : null,
  },
  {
    subject: 'downtime',
    source: "Nova's documentation: it sets the limit in steps",
    problem: ({ name, policy, settings }) =>
      policy !== null &&
      setsDowntimeLimit(policy) &&
      settings.downtime !== precopySettings.downtime.standard
        ? { problem: `contradicts ${name('policy')} ${policy.name}, which sets the downtime limit` }
        : null,
  },
];
