import { expect, test } from 'vitest';
import {
  forcingConditions,
  type ObservedProgress,
} from '../../../../../src/engines/qemu/features/stop-conditions/forced-switchover.js';
import type { StopConditions } from '../../../../../src/engines/qemu/features/stop-conditions/settings.js';
import { NS_PER_S, ns } from '../../../../../src/sim/time.js';

const none: StopConditions = {
  maxFullPasses: null,
  maxTransferFactor: null,
  convergenceTimeout: null,
  deadline: null,
};

/** Whether the one condition that is asked for is met. */
function isMet(asked: Partial<StopConditions>, seen: Partial<Record<string, number>>): boolean {
  const { now = 0, scanRounds = 0, transferredBytes = 0, totalBytes = 0 } = seen;
  const progress: ObservedProgress = {
    clock: { now: ns(now) },
    counters: { scanRounds, transferredBytes },
    ram: { totalBytes },
  };
  const conditions = forcingConditions({ ...none, ...asked }, progress);
  expect(conditions).toHaveLength(1);
  return conditions[0].isMet();
}

test('nothing that was not asked for forces the switchover', () => {
  const progress = {
    clock: { now: ns(1e18) },
    counters: { scanRounds: 99, transferredBytes: 1e15 },
  };
  expect(forcingConditions(none, { ...progress, ram: { totalBytes: 1 } })).toEqual([]);
});

test('full passes: at the limit, and above it if a step wrapped twice', () => {
  expect(isMet({ maxFullPasses: 10 }, { scanRounds: 9 })).toBe(false);
  expect(isMet({ maxFullPasses: 10 }, { scanRounds: 10 })).toBe(true);
  // The patch of 2011 tested by equality: it would have gone on for ever.
  expect(isMet({ maxFullPasses: 10 }, { scanRounds: 11 })).toBe(true);
});

test('transfer factor: more than X times RAM, not as much', () => {
  const ram = { totalBytes: 1_000 };
  expect(isMet({ maxTransferFactor: 3 }, { ...ram, transferredBytes: 3_000 })).toBe(false);
  expect(isMet({ maxTransferFactor: 3 }, { ...ram, transferredBytes: 3_001 })).toBe(true);
  expect(isMet({ maxTransferFactor: 0.5 }, { ...ram, transferredBytes: 501 })).toBe(true);
});

test('deadline: from its second on', () => {
  expect(isMet({ deadline: 2 }, { now: 2 * NS_PER_S - 1 })).toBe(false);
  expect(isMet({ deadline: 2 }, { now: 2 * NS_PER_S })).toBe(true);
});
