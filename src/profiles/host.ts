import type { Bounds } from '../input/bounded-number.js';
import { hostHash } from './host-hash.js';
import type { HostNumber } from './host-number.js';
import { hostNumbers } from './host-numbers.js';
import type { DirtyLogForm } from '../host/dirty-tracking.js';
import type { Accelerator } from './accelerator.js';
import type { HostProfile, Parameter, Uncertainty } from './host-profile.js';
import type { QemuVersion } from './qemu-version.js';

type Groups = typeof hostNumbers;
export type NumberName = { [Group in keyof Groups]: keyof Groups[Group] }[keyof Groups];

/** All numbers of a pair of hosts, by name: what the model reads. */
export type HostNumbers = Readonly<Record<NumberName, number>>;

/** How far off numbers of a pair of hosts may be, as far as that is known. */
export type HostUncertainties = Readonly<Partial<Record<NumberName, Uncertainty>>>;

/** A pair of hosts, dense: without provenance, and with the default of what a profile does not say. */
export interface Host {
  readonly name: string;
  readonly qemu: QemuVersion;
  readonly accelerator: Accelerator;
  readonly dirtyLog: DirtyLogForm;
  readonly numbers: HostNumbers;
  /** What `--uncertain` draws numbers within. */
  readonly uncertainties: HostUncertainties;
  /** Tells hosts of one name apart. */
  readonly hash: string;
}

/** All numbers, of whatever group. */
const rows: readonly (readonly [string, HostNumber])[] = Object.values(hostNumbers).flatMap(
  (group) => Object.entries<HostNumber>(group),
);

const defaults: Readonly<Record<string, number | null>> = Object.fromEntries(
  rows.map(([name, { standard }]) => [name, standard]),
);

/** The bounds of all numbers, by name. */
export const hostNumberBounds = Object.fromEntries(
  rows.map(([name, { bounds }]) => [name, bounds]),
) as Readonly<Record<NumberName, Bounds>>;

const resolved = new WeakMap<HostProfile, Host>();

/** The pair of hosts that a profile describes; the same one for the same profile. */
export function hostOf(profile: HostProfile): Host {
  const known = resolved.get(profile);
  if (known !== undefined) return known;
  const { name, qemu, accelerator = 'kvm', dirtyLog } = profile;
  const unmarked = { name, qemu, accelerator, dirtyLog, numbers: numbersOf(profile) };
  const host = { ...unmarked, uncertainties: uncertaintiesOf(profile), hash: hostHash(unmarked) };
  resolved.set(profile, host);
  return host;
}

function numbersOf(profile: HostProfile): HostNumbers {
  const values = statedBy(profile).map(([name, { value }]) => [name, value] as const);
  // A page is placed anew as fast as it is touched for the first time, where nothing else is known.
  const placePageNs = profile.parameters.receiveFirstTouchNs.value;
  // A channel finds a zero page as fast as the migration thread does, where nothing else is known.
  const zeroTestNs = profile.parameters.untouchedPageNs.value;
  return { ...defaults, placePageNs, zeroTestNs, ...Object.fromEntries(values) } as HostNumbers;
}

function uncertaintiesOf(profile: HostProfile): HostUncertainties {
  const known = statedBy(profile).flatMap(([name, { uncertainty }]) =>
    uncertainty === undefined ? [] : [[name, uncertainty] as const],
  );
  return Object.fromEntries(known) as HostUncertainties;
}

/** The numbers that a profile states, of whatever group, by name. */
export function statedBy(profile: HostProfile): readonly (readonly [string, Parameter])[] {
  const said: Readonly<Record<string, unknown>> = {
    ...profile,
    ...profile.parameters,
    ...profile.freePageReporting,
    ...profile.transfer,
    ...profile.cloudHypervisor,
    ...profile.postcopy,
    ...profile.encoding,
  };
  return Object.keys(defaults).flatMap((name) => {
    const parameter = said[name] as Parameter | undefined;
    return parameter === undefined ? [] : [[name, parameter] as const];
  });
}
