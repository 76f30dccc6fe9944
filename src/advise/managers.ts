import type { Policy, PolicySettings } from '../profiles/policy.js';
import type { Settings } from '../settings/resolve.js';
import { type Candidate, type CandidateBase, variations } from './candidate.js';
import type { Goals } from './goals.js';
import {
  kubevirtPolicy,
  kubevirtSettings,
  qemuDowntimeLimitMs,
} from './managers/kubevirt-policy.js';
import { type ManagerText, secondsPerGib } from './managers/manager-text.js';
import { novaOptions, novaSettings } from './managers/nova-options.js';
import { virshLine } from './managers/virsh-line.js';

/** What to tell a manager, and the migration that it then makes. */
export interface ManagerChoice {
  readonly text: ManagerText;
  readonly candidate: Candidate;
}

type Keys = readonly (keyof Settings)[];

/** No manager has the dirty limit, or a ceiling of the throttle. */
const beyondVirsh: Keys = [
  'dirtyLimit',
  'vcpuDirtyLimit',
  'xVcpuDirtyLimitPeriod',
  'dirtyRingSize',
  'maxThrottle',
];
/** Beside these there is what Nova decides by itself. */
const beyondNova: Keys = [
  ...beyondVirsh,
  'compressionXbzrle',
  'compressionXbzrleCache',
  'throttleInitial',
  'autoConvergeStep',
  'autoConverge',
  'postCopy',
  'postCopyIters',
  'downtime',
];
const beyondKubevirt: Keys = [...beyondNova, 'multifd', 'multifdChannels'];

/** The managers' versions of settings: what each can say, and what comes of it. */
export function managerChoices(
  best: Candidate,
  { plain, survey }: CandidateBase,
  goals: Goals,
): readonly ManagerChoice[] {
  const { settings } = best.scenario;
  const timeout = secondsPerGib(settings, goals, survey.first_pass_seconds ?? 0);
  const nova = novaSettings(settings, timeout);
  const kubevirt = kubevirtSettings(settings, timeout);
  const choice = (text: ManagerText, unsaid: Keys, instead: Settings): readonly ManagerChoice[] => {
    const { dirtyRingSize } = plain.scenario.settings;
    const said = Object.fromEntries(
      Object.entries(best.settings).filter(([key]) => !(unsaid as readonly string[]).includes(key)),
    );
    return variations({ settings: said }, [{ dirtyRingSize, ...instead }]).map((candidate) => ({
      text,
      candidate,
    }));
  };
  return [
    ...choice(virshLine(settings), beyondVirsh, {}),
    ...choice(novaOptions(settings, nova), beyondNova, { policy: policyOf(nova) }),
    ...choice(kubevirtPolicy(settings, kubevirt), beyondKubevirt, {
      downtime: qemuDowntimeLimitMs,
      policy: policyOf(kubevirt),
    }),
  ];
}

/** Under a policy the manager decides when postcopy begins. */
function policyOf(policy: PolicySettings): Policy {
  return { name: policy.kind, description: 'as advised', source: 'advise', policy };
}
