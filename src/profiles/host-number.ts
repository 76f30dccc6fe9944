import type { Bounds } from '../input/bounded-number.js';

/** A physical number of a pair of hosts, or of the guest that they run; the unit is in its name. */
export interface HostNumber {
  readonly what: string;
  readonly bounds: Bounds;
  /** A count. */
  readonly isWhole: boolean;
  /** The value in profiles that do not say it; null where they have to, or where another number serves. */
  readonly standard: number | null;
}

/** A number of a host profile. */
export function number(what: string, within: Bounds, standard: number | null = null): HostNumber {
  return { what, bounds: within, isWhole: false, standard };
}

/** One that counts something. */
export function whole(what: string, within: Bounds, standard: number | null = null): HostNumber {
  return { what, bounds: within, isWhole: true, standard };
}
