import { MIB, PAGE_BYTES } from '../memory/units.js';
import { median } from '../statistics/summary.js';
import { dirtiedMib } from './dirtying-curve.js';
import type { Limit } from './forecast.js';
import type { PossibleTruth } from './future.js';
import type { RamSeen } from './observed-syncs.js';
import type { SeenMigration } from './seen-migration.js';

/** From this part of what was sent, what was dirtied meanwhile is what holds a migration up: QEMU's own measure. */
const MUCH = 0.5;
/** A remainder of so many downtimes is near the end. */
const NEAR = 3;
/** Below this a migration is said not to converge. */
const UNLIKELY = 0.5;

/** What holds the migration up now. */
export function limitOf(seen: SeenMigration, { elapsedMs, ram }: RamSeen): Limit {
  const last = seen.syncs.all.at(-1);
  const rate = seen.rate.bytesPerSecond ?? 0;
  if (last === undefined || rate === 0) return 'link';
  const dirtied = last.newlyDirtyPages * PAGE_BYTES;
  if (dirtied > (MUCH * rate * last.sincePreviousMs) / 1000) return 'guest';
  const threshold = (rate * seen.downtimeLimitMs) / 1000;
  return elapsedMs > 0 && ram.remainingBytes < NEAR * threshold ? 'downtime-limit' : 'link';
}

/** One sentence on what the past does not determine; null if it does. */
export function unknownOf(seen: SeenMigration): string | null {
  const { setup, syncs } = seen;
  if (seen.stoppedMs !== null) {
    return seen.isInFirstPass ? 'how much of what is left is zero' : null;
  }
  if (syncs.all.length === 0) return 'in the first pass nobody has seen the guest dirty anything';
  if (setup.xbzrle === true) return "what XBZRLE's cache will save";
  if (syncs.all.length === 1) {
    const seconds = (syncs.all[0].workMs / 1000).toFixed(1);
    return `one sync has shown what the guest dirties in ${seconds} s, not what it does in less`;
  }
  return seen.autoConverge === null ? 'whether auto-converge is on' : null;
}

/** By how much the guest dirties more than is carried, and at which throttle it would not; null if it converges. */
export function hopelessness(
  seen: SeenMigration,
  truths: readonly PossibleTruth[],
  converges: number,
): string | null {
  const rate = seen.rate.bytesPerSecond;
  if (converges >= UNLIKELY || rate === null) return null;
  const seconds = seen.downtimeLimitMs / 1000;
  const carriedMib = (rate / MIB) * seconds;
  const dirtied = (share: number) =>
    median(truths.map(({ curve }) => dirtiedMib(curve, seconds * share)));
  const ratio = dirtied(1) / carriedMib;
  if (ratio <= 1) return null;
  const throttles = Array.from({ length: 19 }, (_, index) => 5 * (index + 1));
  const enough = throttles.find((percent) => dirtied(1 - percent / 100) < carriedMib);
  const would =
    enough === undefined
      ? 'at no throttle it would not'
      : `at throttle ${enough} % it would converge`;
  return `in ${Math.round(seconds * 1000)} ms the guest dirties ${ratio.toFixed(1)} x what is carried; ${would}`;
}
