import { dirtyLimitSince } from './features/dirty-limit/dirty-ring.js';
import type { InputProblem } from '../../input/input-error.js';
import { isAtLeast, type QemuVersion, qemuVersions } from '../../profiles/qemu-version.js';

/** The capabilities of QEMU that a migration uses together. What is absent is off. */
export interface CapabilityChoice {
  readonly postcopy?: boolean;
  readonly postcopyPreempt?: boolean;
  readonly xbzrle?: boolean;
  /** Multi-thread compression. */
  readonly compress?: boolean;
  readonly multifd?: boolean;
  /** `multifd-compression`: a method; null or `none` for none. */
  readonly multifdCompression?: string | null;
  readonly dirtyLimit?: boolean;
  readonly autoConverge?: boolean;
  /** Entries of the dirty ring of the accelerator; 0 for none. */
  readonly dirtyRingSize?: number;
}

export type Capability = keyof CapabilityChoice;

/** What QEMU refuses, and the capability in which it lies. */
export interface CapabilityConflict {
  readonly capability: Capability;
  readonly detail: Omit<InputProblem, 'subject'>;
}

/** Versions from `first` to `last`; from the first or to the last that is modelled where absent. */
interface Versions {
  readonly first?: QemuVersion;
  readonly last?: QemuVersion;
}

type Rule = Versions & {
  readonly capability: Capability;
  readonly other: Capability;
  readonly relation: 'contradicts' | 'needs';
  readonly because: string;
};

/** Capabilities that not all versions have. */
const existence: readonly (Versions & { readonly capability: Capability })[] = [
  { capability: 'compress', last: '9.0' },
  { capability: 'dirtyLimit', first: dirtyLimitSince },
];

/** Methods of multifd-compression that came later than the others. */
const laterMethods: Readonly<Record<string, QemuVersion>> = {
  qpl: '9.1',
  uadk: '9.1',
  qatzip: '9.2',
};

/** In the order in which QEMU looks (migrate_caps_check). */
const rules: readonly Rule[] = [
  {
    capability: 'postcopy',
    other: 'multifd',
    relation: 'contradicts',
    first: '8.0',
    last: '10.0',
    because: 'pages that the destination asks for could not be told from those on the channels',
  },
  {
    capability: 'postcopyPreempt',
    other: 'postcopy',
    relation: 'needs',
    because: 'it is a channel for the pages that postcopy asks for',
  },
  {
    capability: 'postcopyPreempt',
    other: 'compress',
    relation: 'contradicts',
    because: 'compressed pages leave out of order, and could not be told from urgent ones',
  },
  {
    capability: 'multifd',
    other: 'compress',
    relation: 'contradicts',
    because: 'each hands the pages to threads of its own',
  },
  {
    capability: 'dirtyLimit',
    other: 'autoConverge',
    relation: 'contradicts',
    because: 'both slow the guest down at the same sign, and only one can',
  },
  {
    capability: 'dirtyLimit',
    other: 'dirtyRingSize',
    relation: 'needs',
    because: 'a vCPU is held up when its dirty ring is full',
  },
  {
    capability: 'multifd',
    other: 'xbzrle',
    relation: 'contradicts',
    first: '8.2',
    because: 'the channels send whole pages, and XBZRLE what has changed in them',
  },
  {
    capability: 'compress',
    other: 'xbzrle',
    relation: 'contradicts',
    first: '8.2',
    because: 'a page is either compressed or sent as what has changed in it',
  },
];

/**
 * The first thing in a choice that a version of QEMU refuses: a capability that it does not have, or two
 * that do not go together; null if it refuses nothing. Postcopy with the dirty limit is accepted by all.
 *
 * @param nameOf what the user calls a capability: a flag or a JSON path
 */
export function capabilityConflict(
  choice: CapabilityChoice,
  version: QemuVersion,
  nameOf: (capability: Capability) => string,
): CapabilityConflict | null {
  const missing = missingCapability(choice, version);
  if (missing !== null) return missing;
  const broken = rules.find(
    (rule) =>
      isOn(choice, rule.capability) &&
      isOn(choice, rule.other) === (rule.relation === 'contradicts') &&
      covers(rule, version),
  );
  if (broken === undefined) return null;
  const { capability, other, relation, because } = broken;
  const where = relation === 'contradicts' ? ` in QEMU ${version}` : '';
  const problem = `${relation} ${nameOf(other)}${where}: ${because}`;
  return { capability, detail: { problem } };
}

function missingCapability(
  choice: CapabilityChoice,
  version: QemuVersion,
): CapabilityConflict | null {
  const missing = existence.find(
    (entry) => isOn(choice, entry.capability) && !covers(entry, version),
  );
  if (missing !== undefined) {
    const problem = `is not in QEMU ${version}, ${cameOrWent(missing)}`;
    return { capability: missing.capability, detail: { problem } };
  }
  const method = choice.multifdCompression ?? 'none';
  const since = laterMethods[method];
  if (since === undefined || isAtLeast(version, since)) return null;
  const problem = `is not in QEMU ${version}, it came with ${since}`;
  return { capability: 'multifdCompression', detail: { value: method, problem } };
}

function cameOrWent({ first, last }: Versions): string {
  if (last === undefined) return `it came with ${first}`;
  return `it was removed in ${qemuVersions[qemuVersions.indexOf(last) + 1]}`;
}

function isOn(choice: CapabilityChoice, capability: Capability): boolean {
  const value = choice[capability] ?? false;
  return value !== 0 && value !== false && value !== 'none';
}

function covers({ first, last }: Versions, version: QemuVersion): boolean {
  if (first !== undefined && !isAtLeast(version, first)) return false;
  return last === undefined || isAtLeast(last, version);
}
