import { isAtLeast, type QemuVersion } from '../../profiles/qemu-version.js';
import { mayPostcopy } from './features/postcopy/postcopy.js';
import type { QemuRefusal, QemuRefusalContext } from './qemu-refusal.js';

/** Whether a capability is on, by the setting that asks for it. */
const isOn = {
  postCopy: mayPostcopy,
  postcopyPreempt: ({ settings }) => settings.postcopyPreempt,
  compressionXbzrle: ({ settings }) => settings.compressionXbzrle,
  compressionMt: ({ settings }) => settings.compressionMt,
  multifd: ({ settings }) => settings.multifd,
  dirtyLimit: ({ settings }) => settings.dirtyLimit,
  autoConverge: ({ settings }) => settings.autoConverge,
  dirtyRingSize: ({ settings }) => settings.dirtyRingSize > 0,
} satisfies Readonly<Record<string, (context: QemuRefusalContext) => boolean>>;

type Capability = keyof typeof isOn;

/** Two capabilities of which the first does not go with the second, or not without it, in some versions. */
interface Rule {
  readonly subject: Capability;
  readonly other: Capability;
  readonly relation: 'contradicts' | 'needs';
  /** The versions that refuse it; all those that are modelled if absent. */
  readonly first?: QemuVersion;
  readonly last?: QemuVersion;
  readonly because: string;
}

/** In the order in which QEMU looks. */
const rules: readonly Rule[] = [
  {
    subject: 'postCopy',
    other: 'multifd',
    relation: 'contradicts',
    first: '8.0',
    last: '10.0',
    because: 'pages that the destination asks for could not be told from those on the channels',
  },
  {
    subject: 'postcopyPreempt',
    other: 'compressionMt',
    relation: 'contradicts',
    because: 'compressed pages leave out of order, and could not be told from urgent ones',
  },
  {
    subject: 'multifd',
    other: 'compressionMt',
    relation: 'contradicts',
    because: 'each hands the pages to threads of its own',
  },
  {
    subject: 'dirtyLimit',
    other: 'autoConverge',
    relation: 'contradicts',
    because: 'both slow the guest down at the same sign, and only one can',
  },
  {
    subject: 'dirtyLimit',
    other: 'dirtyRingSize',
    relation: 'needs',
    because: 'a vCPU is held up when its dirty ring is full',
  },
  {
    subject: 'multifd',
    other: 'compressionXbzrle',
    relation: 'contradicts',
    first: '8.2',
    because: 'the channels send whole pages, and XBZRLE what has changed in them',
  },
  {
    subject: 'compressionMt',
    other: 'compressionXbzrle',
    relation: 'contradicts',
    first: '8.2',
    because: 'a page is either compressed or sent as what has changed in it',
  },
];

/** Capabilities that do not go together. Postcopy with the dirty limit is accepted by all versions. */
export const capabilityRefusals: readonly QemuRefusal[] = rules.map((rule) => ({
  subject: rule.subject,
  source: 'QEMU, migrate_caps_check',
  problem(context) {
    const { because, first, last, other, relation, subject } = rule;
    const { name, version } = context;
    if (!isOn[subject](context) || isOn[other](context) !== (relation === 'contradicts'))
      return null;
    if (first !== undefined && !isAtLeast(version, first)) return null;
    if (last !== undefined && !isAtLeast(last, version)) return null;
    const where = relation === 'contradicts' ? ` in QEMU ${version}` : '';
    return { problem: `${relation} ${name(other)}${where}: ${because}` };
  },
}));
