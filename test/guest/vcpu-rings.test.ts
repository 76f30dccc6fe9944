import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomWorkload } from '../../src/guest/random-workload.js';
import { pagesWrittenIn, ringFillTime } from '../../src/guest/ring-fill.js';
import { stressPattern } from '../../src/guest/page-content.js';
import { StressWorkload } from '../../src/guest/stress-workload.js';
import { VcpuRing } from '../../src/guest/vcpu-ring.js';
import { type RingStalls, VcpuRings } from '../../src/guest/vcpu-rings.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { NS_PER_S, ns } from '../../src/sim/time.js';
import { RandomStream } from '../../src/sim/random-stream.js';
import { NaiveRing } from '../support/naive-ring.js';
import { draws } from '../support/draws.js';

/** A stress program that has filled its region, whose pages are now protected. */
function sweeping(pages: number, visit: number, reads = false): StressWorkload {
  const region = new WriteRegion(0, pages);
  const workload = new StressWorkload(
    region,
    { faultIn: ns(1), visit: ns(visit), writeFault: ns(0) },
    stressPattern,
    reads,
  );
  workload.run(ns(pages), ns(0), null);
  region.logged.clear();
  region.protectedPages = pages;
  return workload;
}

const noStalls: RingStalls = { writeFault: ns(0), exit: ns(0), resetPage: ns(0) };

/** vCPUs with a program each, that empty their own rings if `isLimited`. */
function ringsOf(
  workloads: readonly StressWorkload[],
  softLimit: number,
  stalls: RingStalls,
  isLimited: boolean,
): VcpuRings {
  const all = workloads.map((workload) => new VcpuRing([workload], null, 1));
  const rings = new VcpuRings(all, softLimit, stalls);
  rings.isLimited = isLimited;
  return rings;
}

describe('the time in which a ring fills', () => {
  test('a sweep pushes each page, as long as it has more than the ring takes', () => {
    expect(ringFillTime([sweeping(100, 10)], 50, ns(5))).toBeCloseTo(50 * 15, 4);
    expect(ringFillTime([sweeping(50, 10)], 50, ns(5))).toBeCloseTo(50 * 15, 4);
    expect(ringFillTime([sweeping(49, 10)], 50, ns(5))).toBe(Infinity);
  });

  test('two programs on one vCPU fill it together', () => {
    // In 500 ns: 33.3 and 16.7 pages.
    expect(ringFillTime([sweeping(100, 10), sweeping(100, 25)], 50, ns(5))).toBeCloseTo(500, 4);
  });

  test('random visits hit some pages again: k visits of n pages write n (1 - exp(-k / n))', () => {
    const region = new WriteRegion(0, 1000);
    const costs = { faultIn: ns(1), visit: ns(10), writeFault: ns(0) };
    const workload = new RandomWorkload(region, costs, new RandomStream('x'));
    workload.run(ns(1000), ns(0), null);
    const time = ringFillTime([workload], 500, ns(0));
    expect(time).toBeCloseTo(1000 * Math.log(2) * 10, 3);
    expect(pagesWrittenIn([workload], time, ns(0))).toBeCloseTo(500, 4);
  });

  test('a reader fills none, nor does what is too slow for the second in which it is emptied', () => {
    expect(ringFillTime([sweeping(100, 10, true)], 50, ns(5))).toBe(Infinity);
    expect(ringFillTime([sweeping(100, NS_PER_S / 49)], 50, ns(0))).toBe(Infinity);
    expect(ringFillTime([sweeping(100, NS_PER_S / 51)], 50, ns(0))).toBeLessThan(NS_PER_S);
    expect(ringFillTime([], 50, ns(5))).toBe(Infinity);
  });
});

describe('a vCPU that empties its own ring', () => {
  test('agrees with following each visit', () => {
    const costs = fc.record({
      visit: fc.integer({ min: 5, max: 50 }),
      writeFault: fc.integer({ min: 0, max: 30 }).map(ns),
      exit: fc.integer({ min: 0, max: 200 }).map(ns),
      resetPage: fc.integer({ min: 0, max: 10 }).map(ns),
      sleep: fc.constantFrom(0, 100, 20_000),
    });
    const sizes = fc
      .record({ softLimit: fc.integer({ min: 5, max: 60 }), more: fc.integer({ min: 0, max: 90 }) })
      .map(({ softLimit, more }) => ({ softLimit, pages: softLimit + more }));
    fc.assert(
      fc.property(costs, sizes, fc.integer({ max: 100_000, min: 0 }), (each, size, until) => {
        const { pages, softLimit } = size;
        const workload = sweeping(pages, each.visit);
        const rings = ringsOf([workload], softLimit, each, true);
        const [ring] = rings.all;
        ring.throttle = ns(each.sleep);
        rings.restart(ns(0));
        workload.run(ring.clock.runTimeAt(ns(until)), ns(until), null);
        const inRing = ring.empty(ns(until));
        const naive = new NaiveRing(pages, softLimit, each, until);
        // What an exit costs is spread over the visits before it.
        const stall = each.exit + softLimit * each.resetPage;
        const slack = stall / (each.visit + each.writeFault) + 2;
        expect(Math.abs(ring.pagesReaped - naive.entries)).toBeLessThanOrEqual(slack);
        expect(ring.fullExits).toBeLessThanOrEqual(naive.fullExits);
        expect(ring.fullExits).toBeGreaterThanOrEqual(naive.fullExits - 1);
        expect(inRing).toBeLessThanOrEqual(softLimit);
      }),
      draws(500, 8),
    );
  });

  test('a program that visits nothing meanwhile has a fault for each visit', () => {
    const idle = sweeping(0, 10);
    const ring = new VcpuRing([sweeping(100, 10), idle], null, 1);
    ring.restart(ns(0), { time: ns(750), busy: ns(750), fills: true }, ns(5));
    expect(idle.region.faultsPerVisitNs).toBe(5);
  });

  test('by hand: 50 pages at 15 ns, then 20 + 50 * 2 ns, then 1000 ns of sleep', () => {
    const stalls = { writeFault: ns(5), exit: ns(20), resetPage: ns(2) };
    const rings = ringsOf([sweeping(100, 10)], 50, stalls, true);
    const [ring] = rings.all;
    ring.throttle = ns(1000);
    rings.restart(ns(0));
    expect(ring.workloads[0].region.faultsPerVisitNs).toBeCloseTo(5 + 120 / 50, 6);
    expect(ring.clock.awakeAt(ns(870))).toBe(1870);
    expect(rings.empty(ns(1870 + 435))).toBe(25);
    expect([ring.fullExits, ring.pagesReaped]).toEqual([1, 75]);
    expect(rings.seenAwakeAt(ns(900))).toBe(1870);
  });

  test('readers do not sleep', () => {
    const rings = ringsOf([sweeping(100, 10), sweeping(100, 10, true)], 50, noStalls, true);
    for (const ring of rings.all) ring.throttle = ns(1000);
    rings.restart(ns(0));
    const [writer, reader] = rings.all.map(({ clock }) => clock.runTimeAt(ns(3000)));
    expect(writer).toBeCloseTo(1000, 3);
    expect(reader).toBe(3000);
  });
});

describe('without a limit, the first full ring empties all', () => {
  const stalls = { writeFault: ns(5), exit: ns(20), resetPage: ns(2) };

  test('those that fill at the same time wait for all entries to be reset', () => {
    const rings = ringsOf([sweeping(100, 10), sweeping(100, 10)], 50, stalls, false);
    rings.restart(ns(0));
    // 750 ns of writing, 20 and 100 * 2 ns for the entries of both.
    expect(rings.empty(ns(970 * 2))).toBe(0);
    expect(rings.fullExits).toBe(4);
    expect(rings.all.map(({ pagesReaped }) => pagesReaped)).toEqual([100, 100]);
  });

  test('a slower one is never full, and does not wait', () => {
    const rings = ringsOf([sweeping(100, 10), sweeping(100, 70)], 50, stalls, false);
    rings.restart(ns(0));
    // The slow one writes 10 pages in 750 ns: the fast one takes 20 + 60 * 2 ns to reset all.
    rings.empty(ns(890 * 3));
    expect(rings.all.map(({ fullExits }) => fullExits)).toEqual([3, 0]);
    expect(rings.all[0].pagesReaped).toBe(150);
    expect(rings.all[1].pagesReaped).toBe(Math.round((890 * 3) / 75));
  });

  test('rings that never fill are counted by their log bits', () => {
    const workload = sweeping(40, 10);
    const rings = ringsOf([workload], 50, stalls, false);
    rings.restart(ns(0));
    expect(workload.region.faultsPerVisitNs).toBeNull();
    workload.run(ns(95), ns(95), null);
    expect(rings.empty(ns(95))).toBe(10);
    expect(rings.fullExits).toBe(0);
  });
});

test('all are seen awake one after the other, though the first may sleep again by then', () => {
  const rings = ringsOf([sweeping(100, 10), sweeping(100, 10)], 50, noStalls, true);
  const [first, second] = rings.all;
  first.throttle = ns(300);
  rings.restart(ns(0));
  second.throttle = ns(1000);
  second.restart(ns(200), { time: ns(500), busy: ns(500), fills: true }, ns(0));
  // At 600 the first sleeps until 800, and then from 1300 to 1600; the second sleeps from 700 to 1700.
  expect(rings.seenAwakeAt(ns(600))).toBe(1700);
  expect(first.clock.awakeAt(ns(1400))).toBe(1600);
});

test('a stall is spread over the visits of its window, even where that is less than one', () => {
  const workload = sweeping(100, 95);
  const ring = new VcpuRing([workload], null, 1);
  ring.restart(ns(0), { time: ns(100), busy: ns(50), fills: true }, ns(5));
  // Half a visit in 50 ns, and 50 ns of standing still.
  expect(workload.region.faultsPerVisitNs).toBeCloseTo(5 + 50 / 0.5, 6);
});
