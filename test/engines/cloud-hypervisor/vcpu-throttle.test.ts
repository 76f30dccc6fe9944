import { describe, expect, test } from 'vitest';
import { PausedRunClock } from '../../../src/guest/paused-run-clock.js';
import {
  nextAdaptiveSliceMs,
  sliceWaits,
  throttlePercentAt,
  VcpuThrottle,
} from '../../../src/engines/cloud-hypervisor/vcpu-throttle.js';
import type { CloudHypervisorVariant } from '../../../src/engines/cloud-hypervisor/cloud-hypervisor.js';
import { cloudHypervisorRules } from '../../../src/engines/cloud-hypervisor/cloud-hypervisor-rules.js';
import { NS_PER_MS, ns } from '../../../src/sim/time.js';
import { VirtualClock } from '../../../src/sim/virtual-clock.js';

const ms = (count: number): number => count * NS_PER_MS;

describe('the percentage by iteration', () => {
  const everySecond = [
    0, 0, 10, 10, 20, 20, 30, 30, 40, 40, 50, 50, 60, 60, 70, 70, 80, 80, 90, 90, 99, 99,
  ];
  test.each([
    ['cyberus-2025a', everySecond],
    ['cyberus-2025b', [10, 20, 30, 40, 50, 60, 70, 80, 90, 99, 99]],
    ['cyberus-mid', everySecond],
    ['cyberus-new', everySecond],
    ['cyberus-dlw', everySecond],
  ] satisfies [CloudHypervisorVariant, number[]][])('%s', (variant, percents) => {
    const { throttle } = cloudHypervisorRules[variant];
    if (throttle === null) throw new Error(`${variant} does not throttle`);
    expect(percents.map((_, iteration) => throttlePercentAt(throttle, iteration))).toEqual(
      percents,
    );
  });

  test.each(['ch-legacy', 'ch-v52', 'ch-main'] as const)('%s does not throttle', (variant) => {
    expect(cloudHypervisorRules[variant].throttle).toBeNull();
  });
});

describe('slices', () => {
  test.each([
    [1, 1, 200],
    [1, 3, 400],
    [4, 4, 800],
    [9, 9, 800],
  ])('calls of %d and %d ms make an adaptive one of %d ms', (pause, resume, slice) => {
    expect(nextAdaptiveSliceMs(pause, resume)).toBe(slice);
  });

  test.each([
    { slice: 100, percent: 10, pausedMs: 9, runningMs: 89 },
    { slice: 200, percent: 33, pausedMs: 65, runningMs: 133 },
    { slice: 101, percent: 50, pausedMs: 49, runningMs: 50 },
    { slice: 100, percent: 99, pausedMs: 98, runningMs: 0 },
    { slice: 100, percent: 1, pausedMs: 0, runningMs: 98 },
  ])('$slice ms at $percent %', ({ slice, percent, pausedMs, runningMs }) => {
    expect(sliceWaits(slice, percent, 1, 1)).toEqual({ pausedMs, runningMs });
  });
});

interface Throttled {
  readonly clock: VirtualClock;
  readonly vcpus: PausedRunClock;
  readonly throttle: VcpuThrottle;
}

/** Calls of a millisecond each; the thread starts at 0. */
function throttled(variant: CloudHypervisorVariant, callNs = NS_PER_MS): Throttled {
  const clock = new VirtualClock();
  const vcpus = new PausedRunClock();
  const rules = cloudHypervisorRules[variant].throttle;
  if (rules === null) throw new Error(`${variant} does not throttle`);
  const throttle = new VcpuThrottle(clock, vcpus, rules, { pause: ns(callNs), resume: ns(callNs) });
  throttle.start();
  return { clock, vcpus, throttle };
}

/** Run time within [from, to] ms. */
function runMs({ clock, vcpus }: Throttled, from: number, to: number): number {
  clock.advanceTo(ns(Math.max(clock.now, ms(to))));
  return (vcpus.runTimeAt(ns(ms(to))) - vcpus.runTimeAt(ns(ms(from)))) / NS_PER_MS;
}

describe('adaptive', () => {
  test('a first slice of 100 ms, then 200: paused from the call on, until the resume is done', () => {
    const guest = throttled('cyberus-new');
    guest.throttle.set(50);
    // Pause 0..1, wait 49, resume 50..51, wait 49; then pause 100..101, wait 99, resume 200..201.
    expect(runMs(guest, 0, 51)).toBe(0);
    expect(runMs(guest, 51, 100)).toBe(49);
    expect(runMs(guest, 100, 201)).toBe(0);
    expect(runMs(guest, 201, 300)).toBe(99);
    expect(runMs(guest, 300, 401)).toBe(0);
  });

  test('a call shorter than a millisecond counts as one', () => {
    const guest = throttled('cyberus-new', 0.2 * NS_PER_MS);
    guest.throttle.set(50);
    // Wait 49, wait 49, and two calls of 0.2 ms; then slices of 200.
    expect(runMs(guest, 0, 98.4)).toBeCloseTo(49, 9);
    expect(runMs(guest, 98.4, 98.4 + 198.4)).toBeCloseTo(99, 9);
  });

  test('a new percentage ends the wait at once, and counts from the next slice on', () => {
    const guest = throttled('cyberus-new');
    guest.throttle.set(50);
    guest.clock.advanceTo(ns(ms(20)));
    guest.throttle.set(60);
    // Resume 20..21, wait 49; then 200 ms at 60 %: pause 70..71, wait 119, resume 190..191.
    expect(runMs(guest, 0, 21)).toBe(0);
    expect(runMs(guest, 21, 70)).toBe(49);
    expect(runMs(guest, 70, 191)).toBe(0);
    expect(runMs(guest, 191, 270)).toBe(79);
  });

  test.each([
    ['in the paused half the vCPUs are resumed first', 20, 21],
    ['in the running half it is at once', 60, 60],
    ['a call under way is finished', 50.5, 51],
  ])('a stop: %s', (_, at, stopped) => {
    const guest = throttled('cyberus-new');
    guest.throttle.set(50);
    guest.clock.advanceTo(ns(ms(at)));
    expect(guest.throttle.stop()).toBe(ms(stopped));
    expect(runMs(guest, stopped, 1000)).toBe(1000 - stopped);
  });
});

describe('fixed slices', () => {
  test('2025a polls once a second: 300 ms at 10 % from its next poll on', () => {
    const guest = throttled('cyberus-2025a');
    guest.clock.advanceTo(ns(ms(1500)));
    guest.throttle.set(10);
    expect(runMs(guest, 0, 2000)).toBe(2000);
    expect(runMs(guest, 2000, 2031)).toBe(0);
    expect(runMs(guest, 2031, 2300)).toBe(269);
    expect(runMs(guest, 2300, 2331)).toBe(0);
  });

  test('2025a stops at its next poll, or at the end of its slice', () => {
    const idle = throttled('cyberus-2025a');
    idle.clock.advanceTo(ns(ms(1500)));
    expect(idle.throttle.stop()).toBe(ms(2000));
    const busy = throttled('cyberus-2025a');
    busy.throttle.set(10);
    busy.clock.advanceTo(ns(ms(310)));
    expect(busy.throttle.stop()).toBe(ms(600));
  });

  test('2025b begins at once, and is not interrupted by a new percentage', () => {
    const guest = throttled('cyberus-2025b');
    guest.throttle.set(10);
    guest.clock.advanceTo(ns(ms(20)));
    guest.throttle.set(20);
    expect(runMs(guest, 0, 51)).toBe(0);
    expect(runMs(guest, 51, 500)).toBe(449);
    expect(runMs(guest, 500, 601)).toBe(0);
  });

  test('2025b stops at the end of the sleep that is under way', () => {
    const guest = throttled('cyberus-2025b');
    guest.throttle.set(10);
    guest.clock.advanceTo(ns(ms(20)));
    expect(guest.throttle.stop()).toBe(ms(51));
    guest.clock.advanceTo(ns(ms(51)));
    expect(guest.vcpus.isPaused).toBe(false);
  });
});
