import { expect, test } from 'vitest';
import { RunClock } from '../../src/guest/run-clock.js';
import { VcpuRunClocks } from '../../src/guest/vcpu-run-clocks.js';
import { NS_PER_MS, ns } from '../../src/sim/time.js';

const ms = (time: number) => ns(time * NS_PER_MS);

/** Three vCPUs, without oversleeping. */
function clocks(): VcpuRunClocks {
  return new VcpuRunClocks(ns(0), ns(0), 3);
}

/** For how many ms each vCPU has run. */
function ran(all: VcpuRunClocks, timeMs: number): number[] {
  return [0, 1, 2].map((vcpu) => all.of(vcpu).runTimeAt(ms(timeMs)) / NS_PER_MS);
}

test('one clock serves all as long as one number throttles them', () => {
  const all = clocks();
  all.setThrottle(50, ms(100));
  const shared = new RunClock(ns(0));
  shared.setThrottle(50, ms(100));
  expect(all.all).toHaveLength(1);
  for (const time of [0, 100, 105, 115, 1000]) {
    expect(all.runTimeAt(ms(time))).toBe(shared.runTimeAt(ms(time)));
    expect(all.awakeAt(ms(time))).toBe(shared.awakeAt(ms(time)));
  }
});

test('from the first percents that differ on, each runs as it is throttled', () => {
  const all = clocks();
  const second = all.of(1);
  all.setThrottle([0, 50, 75], ms(100));
  expect(ran(all, 100)).toEqual([100, 100, 100]);
  // In 200 ms: all of it, ten times 10 of 20 ms, five times 10 of 40.
  expect(ran(all, 300)).toEqual([300, 200, 150]);
  expect(second.runTimeAt(ms(300))).toBe(ms(200));
  expect(all.throttlePercent).toBe(75);
  expect(all.all.map(({ throttlePercent }) => throttlePercent)).toEqual([0, 50, 75]);
});

test('what was throttled before goes on at its ticks, and a number is for all again', () => {
  const all = clocks();
  all.setThrottle(50, ms(100));
  all.setThrottle([50, 0, 75], ms(105));
  // The change counts from the tick at 120 ms on.
  expect(ran(all, 120)).toEqual([110, 110, 110]);
  expect(ran(all, 220)).toEqual([160, 210, 130]);
  all.setThrottle(0, ms(220));
  expect(all.throttlePercent).toBe(0);
  // The third one has its next tick at 240 ms.
  expect(ran(all, 320)).toEqual([260, 310, 220]);
});

test('a sync waits for one after the other, and a stop is for all', () => {
  const all = clocks();
  all.setThrottle([0, 50, 75], ms(100));
  // At 102 ms the second one sleeps until 110, the third until 130; then the second one is awake.
  expect(all.awakeAt(ms(102))).toBe(ms(130));
  all.stop(ms(300));
  expect([0, 1, 2].map((vcpu) => all.of(vcpu).runs(ms(300)))).toEqual([false, false, false]);
  expect(ran(all, 900)).toEqual([300, 200, 150]);
});

test('whoever has the big lock holds each of them up', () => {
  const all = clocks();
  all.setThrottle([0, 50, 75], ms(100));
  all.lockHeld(ms(105));
  all.setThrottle([10, 50, 75], ms(150));
  expect(all.throttlePercent).toBe(75);
  all.lockReleased(ms(200), ms(105));
  const alone = new RunClock(ns(0));
  alone.setThrottle(75, ms(100));
  alone.lockHeld(ms(105));
  alone.lockReleased(ms(200), ms(105));
  expect(all.of(2).runTimeAt(ms(999))).toBe(alone.runTimeAt(ms(999)));
  expect(all.all[0].throttlePercent).toBe(10);
});
