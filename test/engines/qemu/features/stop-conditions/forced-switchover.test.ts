import { expect, test } from 'vitest';
import { forcingConditions } from '../../../../../src/engines/qemu/features/stop-conditions/forced-switchover.js';
import type { StopConditions } from '../../../../../src/engines/qemu/features/stop-conditions/settings.js';
import type { CompletionLook } from '../../../../../src/migration/rules/completion-rule.js';

const none: StopConditions = {
  maxFullPasses: null,
  maxTransferFactor: null,
  convergenceTimeout: null,
  deadline: null,
};

/** Whether the one condition that is asked for is met, at a turn of the loop. */
function isMet(asked: Partial<StopConditions>, seen: Partial<CompletionLook>): boolean {
  const conditions = forcingConditions({ ...none, ...asked });
  expect(conditions).toHaveLength(1);
  const [{ rule }] = conditions;
  const look = (cause: CompletionLook['cause']): CompletionLook =>
    ({ cause, timeMs: 0, fullPasses: 0, transferredBytes: 0, ...seen }) as CompletionLook;
  expect(rule.eachTurn).toBe(true);
  expect(rule.decide(look('sync'))).toBeNull();
  return rule.decide(look('turn')) === 'switchover';
}

test('nothing that was not asked for forces the switchover', () => {
  expect(forcingConditions(none)).toEqual([]);
});

test('full passes: at the limit, and above it if a step wrapped twice', () => {
  expect(isMet({ maxFullPasses: 10 }, { fullPasses: 9 })).toBe(false);
  expect(isMet({ maxFullPasses: 10 }, { fullPasses: 10 })).toBe(true);
  // The patch of 2011 tested by equality: it would have gone on for ever.
  expect(isMet({ maxFullPasses: 10 }, { fullPasses: 11 })).toBe(true);
});

test('transfer factor: more than X times RAM, not as much', () => {
  const ram = { ramBytes: 1_000 };
  expect(isMet({ maxTransferFactor: 3 }, { ...ram, transferredBytes: 3_000 })).toBe(false);
  expect(isMet({ maxTransferFactor: 3 }, { ...ram, transferredBytes: 3_001 })).toBe(true);
  expect(isMet({ maxTransferFactor: 0.5 }, { ...ram, transferredBytes: 501 })).toBe(true);
});

test('deadline: from its second on', () => {
  expect(isMet({ deadline: 2 }, { timeMs: 2000 - 1e-6 })).toBe(false);
  expect(isMet({ deadline: 2 }, { timeMs: 2000 })).toBe(true);
});
