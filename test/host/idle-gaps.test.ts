import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdleGaps } from '../../src/host/idle-gaps.js';
import { ns } from '../../src/sim/time.js';
import { draws } from '../support/draws.js';

interface Gap {
  readonly from: number;
  readonly until: number;
}

/** The same as a list of objects, made anew by each change. */
class NaiveGaps {
  private gaps: readonly Gap[] = [];

  isAnyAfter(start: number): boolean {
    return this.gaps.some(({ until }) => until > start);
  }

  add(from: number, until: number): void {
    this.gaps = [...this.gaps, { from, until }].slice(-32);
  }

  fill(start: number, bytes: number, rate: number): { end: number | null; unfilled: number } {
    let left = bytes;
    let end: number | null = null;
    this.gaps = this.gaps
      .flatMap((gap) => {
        const from = Math.max(gap.from, start);
        if (end !== null || gap.until <= from) return [gap];
        const until = Math.min(gap.until, from + left / rate);
        left -= (until - from) * rate;
        if (until < gap.until) end = until;
        return [
          { from: gap.from, until: from },
          { from: until, until: gap.until },
        ].filter((part) => part.from < part.until);
      })
      .slice(-32);
    return { end, unfilled: left };
  }
}

const step = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    pause: fc.integer({ min: 1, max: 9 }),
    length: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({
    kind: fc.constant('fill' as const),
    back: fc.nat(400),
    bytes: fc.integer({ min: 1, max: 90 }),
    rate: fc.constantFrom(0.5, 1, 2),
  }),
);

test('agrees with a list that is made anew by each change', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 40, maxLength: 600 }), (steps) => {
      const gaps = new IdleGaps();
      const naive = new NaiveGaps();
      let end = 0;
      for (const each of steps) {
        if (each.kind === 'add') {
          const from = end + each.pause;
          end = from + each.length;
          gaps.add(ns(from), ns(end));
          naive.add(from, end);
          continue;
        }
        const start = Math.max(0, end - each.back);
        const expected = naive.fill(start, each.bytes, each.rate);
        expect(gaps.fill(ns(start), each.bytes, each.rate)).toBe(expected.end);
        expect(gaps.unfilled).toBe(expected.unfilled);
      }
      for (let time = 0; time <= end + 1; time += 7) {
        expect(gaps.isAnyAfter(ns(time))).toBe(naive.isAnyAfter(time));
      }
    }),
    draws(200, 6),
  );
});

test.each([40, 254, 255, 256, 257, 500])(
  'of %i gaps the last 32 are there, and one of them can be divided',
  (count) => {
    const gaps = new IdleGaps();
    for (let gap = 0; gap < count; gap++) gaps.add(ns(10 * gap), ns(10 * gap + 5));
    const oldest = 10 * (count - 32);
    expect(gaps.fill(ns(oldest + 1), 1, 1)).toBe(oldest + 2);
    // Of 33 gaps now, the first is forgotten: it was what is left before that.
    expect(gaps.fill(ns(0), 1, 1)).toBe(oldest + 3);
    expect(gaps.fill(ns(0), 3, 1)).toBe(oldest + 11);
    expect(gaps.fill(ns(10 * count - 9), 1, 1)).toBe(10 * count - 8);
    expect(gaps.isAnyAfter(ns(10 * count - 6))).toBe(true);
    expect(gaps.isAnyAfter(ns(10 * count - 5))).toBe(false);
  },
);
