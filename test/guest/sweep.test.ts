import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StressWorkload } from '../../src/guest/stress-workload.js';
import type { WriteObserver } from '../../src/guest/workload.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { type Nanoseconds, ns } from '../../src/sim/time.js';
import { drawn, draws } from '../support/draws.js';

const PAGES = 40;
const costs = { faultIn: ns(150), visit: ns(101.3), writeFault: ns(17.9) };

/** Steps from page to page as a run over any pages. */
class SteplessWorkload extends StressWorkload {
  protected override stepsOn(): boolean {
    return false;
  }
}

/** Broken: a step takes no account of what the page in progress has taken. */
class LongSteppingWorkload extends StressWorkload {
  protected override stepsOn(
    budget: Nanoseconds,
    by: Nanoseconds,
    observer: WriteObserver | null,
  ): boolean {
    return super.stepsOn(ns(budget + 1), by, observer);
  }
}

type Action =
  | { readonly kind: 'runs'; readonly times: readonly number[] }
  | { readonly kind: 'protect' }
  | { readonly kind: 'clear'; readonly from: number; readonly to: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    kind: fc.constant('runs'),
    // Mostly about as long as a visit, as those between two pages of a sender beside the sweep.
    times: fc.array(fc.oneof(fc.double({ min: 90, max: 150, noNaN: true }), fc.nat(400)), {
      minLength: 5,
      maxLength: 60,
    }),
  }),
  fc.record({ kind: fc.constant('protect') }),
  fc.record({ kind: fc.constant('clear'), from: fc.nat(PAGES), to: fc.nat(PAGES) }),
);

/** All that a workload does and tells, with the log of its region, action after action. */
function course(kind: typeof StressWorkload, actions: readonly Action[]) {
  const region = new WriteRegion(64, 64 + PAGES);
  const workload = new kind(region, costs);
  region.unprotect();
  workload.run(ns(PAGES * costs.faultIn + 30), ns(0), null);
  region.protect();
  const seen: unknown[] = [];
  const observer = { pagesWritten: (...written: number[]) => void seen.push(written) };
  for (const one of actions) {
    if (one.kind === 'protect') region.protect();
    else if (one.kind === 'clear') {
      const [from, to] = [Math.min(one.from, one.to), Math.max(one.from, one.to)];
      region.protectedPages += region.logged.count(from, to);
      region.logged.clearRange(from, to);
    } else {
      for (const [index, time] of one.times.entries()) {
        workload.run(ns(time), ns(index), observer);
        seen.push(region.faults, region.protectedPages);
        for (let page = 0; page < PAGES; page++) {
          seen.push(region.isLogged(page), workload.content.versionOf(page));
        }
      }
    }
  }
  return seen;
}

test('a step into the next page is what runs over logged and protected pages come to, to the bit', () => {
  let caught = 0;
  const runs = drawn(30);
  fc.assert(
    fc.property(fc.array(action, { minLength: 1, maxLength: 12 }), (actions) => {
      const stepless = course(SteplessWorkload, actions);
      expect(course(StressWorkload, actions)).toEqual(stepless);
      if (!isDeepStrictEqual(course(LongSteppingWorkload, actions), stepless)) caught++;
    }),
    draws(30, 63),
  );
  expect(caught).toBeGreaterThan(runs / 2);
});
