import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stressPattern } from '../../src/guest/page-content.js';
import { PhasedWorkload, type PhaseWindow } from '../../src/guest/phased-workload.js';
import { SleepPacedWorkload } from '../../src/guest/sleep-paced-workload.js';
import type { Dirtying, Workload } from '../../src/guest/workload.js';
import { MissingPages } from '../../src/memory/missing-pages.js';
import { PageBitmap } from '../../src/memory/page-bitmap.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { type Nanoseconds, NS_PER_S, ns } from '../../src/sim/time.js';
import { draws } from '../support/draws.js';

/** A workload that notes for how long it ran; it writes its first page each time. */
class NotedWorkload implements Workload {
  readonly copyLines = null;
  readonly freeList = null;
  readonly writesInOrder = true;
  readonly region = new WriteRegion(32, 64);
  readonly content = { pattern: stressPattern, versionOf: () => 0 };
  ranFor = 0;
  /** Times at which its runs ended, as it was told. */
  readonly ends: number[] = [];

  run(...[runTime, by, observer]: Parameters<Workload['run']>): void {
    this.ranFor += runTime;
    this.ends.push(by);
    observer?.pagesWritten(this.region.start, this.region.start + 1, by);
  }

  untilMissing(): Nanoseconds {
    return ns(Infinity);
  }

  missingPage(): null {
    return null;
  }

  foresee(runTime: number): Dirtying {
    return { visits: runTime, pages: Math.min(32, runTime) };
  }
}

const cycle: PhaseWindow = { start: ns(10), length: ns(20), cycle: ns(100) };
const nothing: Dirtying = { visits: 0, pages: 0 };

test('runs while its phase is on', () => {
  const inner = new NotedWorkload();
  const phased = new PhasedWorkload(inner, { start: ns(10), length: ns(20), cycle: ns(100) });
  expect(phased.region).toBe(inner.region);
  const ranAfter: number[] = [];
  for (const runTime of [5, 10, 10, 10, 75, 25, 265]) {
    phased.run(ns(runTime), ns(0), null);
    ranAfter.push(inner.ranFor);
  }
  // At 5, 15, 25, 35, 110, 135 and 400.
  expect(ranAfter).toEqual([0, 5, 15, 20, 20, 40, 80]);
});

test('agrees with the phase looked at moment by moment', () => {
  const windows: fc.Arbitrary<PhaseWindow> = fc
    .tuple(fc.nat(20), fc.integer({ min: 1, max: 20 }), fc.nat(20))
    .map(([start, length, rest]) => ({
      start: ns(start),
      length: ns(length),
      cycle: ns(start + length + rest),
    }));
  fc.assert(
    fc.property(windows, fc.array(fc.nat(70), { maxLength: 10 }), (window, runs) => {
      const inner = new NotedWorkload();
      const phased = new PhasedWorkload(inner, window);
      let moment = 0;
      let active = 0;
      for (const runTime of runs) {
        for (const end = moment + runTime; moment < end; moment++) {
          const within = moment % window.cycle;
          if (within >= window.start && within < window.start + window.length) active++;
        }
        phased.run(ns(runTime), ns(moment), null);
        expect(inner.ranFor).toBe(active);
      }
    }),
    draws(300, 42),
  );
});

test('writes are reported at the time at which they are looked at', () => {
  const phased = new PhasedWorkload(new NotedWorkload(), {
    start: ns(0),
    length: ns(50),
    cycle: ns(100),
  });
  const reported: number[] = [];
  const observer = {
    pagesWritten: (_start: number, _end: number, by: number) => void reported.push(by),
  };
  for (const by of [30, 60, 90, 120]) phased.run(ns(30), ns(by), observer);
  // Between 60 and 90 the phase is off.
  expect(reported).toEqual([30, 60, 120]);
});

test('takes the time of day to be that for which its phase was on, asleep or not', () => {
  const inner = new NotedWorkload();
  const phased = new PhasedWorkload(inner, { start: ns(0), length: ns(50), cycle: ns(100) });
  // Runs of 30: the vCPU slept for 40 within the second one, of which 20 were of the phase.
  phased.run(ns(30), ns(30), null);
  phased.run(ns(30), ns(100), null);
  phased.run(ns(30), ns(130), null);
  phased.run(ns(30), ns(160), null);
  expect(inner.ends).toEqual([30, 30 + 70 * (20 / 30), 30 + 70 * (20 / 30) + 30 * (20 / 30)]);
});

test('foresees what its phase has time for, and nothing while it is off', () => {
  const phased = new PhasedWorkload(new NotedWorkload(), cycle);
  const foreseen = (runTime: number): Dirtying => phased.foresee(ns(runTime), ns(0));
  expect([0, 10].map(foreseen)).toEqual([nothing, nothing]);
  expect(foreseen(25)).toEqual({ visits: 15, pages: 15 });
  expect(foreseen(130)).toEqual({ visits: 40, pages: 32 });
  phased.run(ns(25), ns(0), null);
  expect(foreseen(10)).toEqual({ visits: 5, pages: 5 });
  phased.run(ns(5), ns(0), null);
  expect(foreseen(80)).toEqual(nothing);
});

test('touches a missing page when its phase has been on for long enough', () => {
  const inner = new NotedWorkload();
  const phased = new PhasedWorkload(inner, cycle);
  /** When it touches one that it would touch after `active` of running. */
  const touchesIn = (active: number): number => {
    inner.untilMissing = () => ns(active);
    return phased.untilMissing(new MissingPages(new PageBitmap(64)), ns(0), 1);
  };
  expect([0, 5, 19, 25, 45].map(touchesIn)).toEqual([10, 15, 29, 115, 215]);
  expect(touchesIn(Infinity)).toBe(Infinity);
  phased.run(ns(15), ns(0), null);
  expect([0, 5, 14, 20].map(touchesIn)).toEqual([0, 5, 14, 100]);
  phased.run(ns(35), ns(0), null);
  // At 50 the phase is off until 110; what was due in it waits.
  expect([1, 21].map(touchesIn)).toEqual([61, 161]);
});

test('while the vCPU waits for a page time passes for the phase that is on', () => {
  const inner = new NotedWorkload();
  const phased = new PhasedWorkload(inner, { start: ns(0), length: ns(50), cycle: ns(100) });
  phased.run(ns(30), ns(30), null);
  phased.waitUntil(ns(70));
  phased.run(ns(20), ns(90), null);
  // At 50 of running it is off.
  phased.waitUntil(ns(500));
  phased.run(ns(60), ns(560), null);
  expect(inner.ends).toEqual([30, 90, 100]);
});

test('a schedule to sleep by stands still while the phase is off', () => {
  const inner = new NotedWorkload();
  // 100,000 pages a second of 1000 ns each: busy for a tenth of the time.
  const paced = new SleepPacedWorkload(inner, ns(1000), 390.625);
  const phased = new PhasedWorkload(paced, {
    start: ns(4 * NS_PER_S),
    length: ns(2 * NS_PER_S),
    cycle: ns(10 * NS_PER_S),
  });
  const busyAfter: number[] = [];
  phased.run(ns(NS_PER_S), ns(0), null);
  for (let second = 1; second <= 15; second++) {
    phased.run(ns(NS_PER_S), ns(second * NS_PER_S), null);
    busyAfter.push(inner.ranFor / NS_PER_S);
  }
  // It has run for a second more than the time of day: phases from 3 to 5 and from 13 to 15 s.
  const expected = [0, 0, 0, 0.1, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.3, 0.4];
  busyAfter.forEach((busy, index) => expect(busy).toBeCloseTo(expected[index], 9));
});
