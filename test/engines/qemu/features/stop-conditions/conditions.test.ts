import { expect, test } from 'vitest';
import { Deadline } from '../../../../../src/engines/qemu/features/stop-conditions/deadline.js';
import { FullPassLimit } from '../../../../../src/engines/qemu/features/stop-conditions/full-passes.js';
import { TransferLimit } from '../../../../../src/engines/qemu/features/stop-conditions/transfer-factor.js';
import { NS_PER_S } from '../../../../../src/sim/time.js';
import { VirtualClock } from '../../../../../src/sim/virtual-clock.js';

test('full passes: at the limit, and above it if a step wrapped twice', () => {
  const counters = { scanRounds: 9 };
  const limit = new FullPassLimit(10, counters);
  expect(limit.isMet()).toBe(false);
  counters.scanRounds = 10;
  expect(limit.isMet()).toBe(true);
  // The patch of 2011 tested by equality: it would have gone on for ever.
  counters.scanRounds = 11;
  expect(limit.isMet()).toBe(true);
});

test('transfer factor: more than X times RAM, not as much', () => {
  const counters = { transferredBytes: 3_000 };
  const limit = new TransferLimit(3, 1_000, counters);
  expect(limit.isMet()).toBe(false);
  counters.transferredBytes = 3_001;
  expect(limit.isMet()).toBe(true);
  expect(new TransferLimit(0.5, 1_000, { transferredBytes: 501 }).isMet()).toBe(true);
});

test('deadline: from its second on', () => {
  const clock = new VirtualClock();
  const deadline = new Deadline(2, clock);
  clock.advanceTo(2 * NS_PER_S - 1);
  expect(deadline.isMet()).toBe(false);
  clock.advanceTo(2 * NS_PER_S);
  expect(deadline.isMet()).toBe(true);
});
