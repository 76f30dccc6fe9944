import { NS_PER_MS, type Nanoseconds, ns } from '../../../sim/time.js';
import type { QemuScenario } from '../../scenario.js';
import type { UnderWay } from './seen.js';

/** Where a simulation begins. */
export interface Beginning {
  /** What the clock shows first. */
  readonly start: Nanoseconds;
  /** From when on the guest's writes are worked out: the last sync but one. */
  readonly guestFrom: Nanoseconds;
  /** Null if it begins with the migrate command. */
  readonly seen: UnderWay | null;
}

export function beginningOf({ start }: QemuScenario): Beginning {
  if (start.kind === 'beginning') return { start: ns(0), guestFrom: ns(0), seen: null };
  const { seen } = start;
  return {
    start: timeOf(seen.elapsedMs),
    guestFrom: timeOf(seen.previousSyncMs ?? 0),
    seen,
  };
}

/** A time that was seen, of the virtual clock. */
export function timeOf(ms: number): Nanoseconds {
  return ns(Math.round(ms * NS_PER_MS));
}
