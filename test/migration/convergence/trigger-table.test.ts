import { describe, expect, test } from 'vitest';
import { AutoConverge } from '../../../src/migration/convergence/auto-converge.js';
import { ResponsiveThrottle } from '../../../src/migration/convergence/responsive-throttle.js';
import type { TraceEvent } from '../../../src/migration/trace.js';
import { VirtualClock } from '../../../src/sim/virtual-clock.js';

type Trigger = Extract<TraceEvent, { readonly event: 'trigger' }>;

/**
 * One period: bytes dirtied and sent, then what must follow: the count of high periods as the
 * decision sees it, whether the ratio criterion fires, and whether the guest is throttled.
 */
type Row = readonly [
  dirty: number,
  transferred: number,
  highPeriods: number,
  ratio: 'fires' | '-',
  action: 'throttle' | '-',
];

/** Judges the periods of `rows`, and returns rows with what was decided. */
function decide(threshold: number, responsive: boolean, rows: readonly Row[]): Row[] {
  const triggers: Trigger[] = [];
  let steps = 0;
  const autoConverge = new AutoConverge(
    threshold,
    { step: () => void steps++ },
    responsive ? new ResponsiveThrottle(threshold) : null,
    {
      clock: new VirtualClock(),
      trace: (_timeMs, event) => void (event.event === 'trigger' && triggers.push(event)),
    },
  );
  return rows.map(([dirtyBytes, transferredBytes], index): Row => {
    const before = steps;
    autoConverge.periodEnded({ dirtyBytes, transferredBytes }, index);
    const trigger = triggers[index];
    expect(steps - before).toBe(trigger.throttles ? 1 : 0);
    return [
      dirtyBytes,
      transferredBytes,
      trigger.high_periods,
      trigger.ratio_high ? 'fires' : '-',
      trigger.throttles ? 'throttle' : '-',
    ];
  });
}

const stock: Record<string, { readonly threshold: number; readonly rows: readonly Row[] }> = {
  'exactly half is not high, one byte more is': {
    threshold: 50,
    rows: [
      [500, 1000, 0, '-', '-'],
      [501, 1000, 1, '-', '-'],
      [500, 1000, 1, '-', '-'],
      [501, 1000, 2, '-', 'throttle'],
      [501, 1000, 1, '-', '-'],
      [501, 1000, 2, '-', 'throttle'],
    ],
  },
  'of an odd number of bytes the limit is truncated': {
    threshold: 50,
    rows: [
      [500, 1001, 0, '-', '-'],
      [501, 1001, 1, '-', '-'],
      [501, 1001, 2, '-', 'throttle'],
    ],
  },
  'nothing sent: any dirty byte is high, none is not': {
    threshold: 50,
    rows: [
      [0, 0, 0, '-', '-'],
      [1, 0, 1, '-', '-'],
      [0, 0, 1, '-', '-'],
      [1, 0, 2, '-', 'throttle'],
    ],
  },
  'the limit of a tiny period is 0 bytes': {
    threshold: 50,
    rows: [
      [0, 1, 0, '-', '-'],
      // Half a byte, truncated.
      [1, 1, 1, '-', '-'],
      [1, 1, 2, '-', 'throttle'],
    ],
  },
  'low periods between high ones do not reset the count': {
    threshold: 50,
    rows: [
      [900, 1000, 1, '-', '-'],
      [1, 1000, 1, '-', '-'],
      [0, 1000, 1, '-', '-'],
      [900, 1000, 2, '-', 'throttle'],
      [1, 1000, 0, '-', '-'],
      [900, 1000, 1, '-', '-'],
    ],
  },
  'threshold 10': {
    threshold: 10,
    rows: [
      [100, 1000, 0, '-', '-'],
      [101, 1000, 1, '-', '-'],
      [101, 1000, 2, '-', 'throttle'],
    ],
  },
  'threshold 100': {
    threshold: 100,
    rows: [
      [1000, 1000, 0, '-', '-'],
      [1001, 1000, 1, '-', '-'],
      [1001, 1000, 2, '-', 'throttle'],
    ],
  },
};

/*
 * The ratio's own count is not in the trace; it is written behind the rows: "rN" after the period,
 * "p" the ratio that the next period compares itself to.
 */
const responsive: typeof stock = {
  'steady 60 %: the first ratio has none before it, then every second one fires': {
    threshold: 50,
    rows: [
      [600, 1000, 1, '-', '-'], // r0 p60
      [600, 1000, 2, '-', 'throttle'], // r1
      // The ratio alone: the count of high periods stays at 1 ...
      [600, 1000, 1, 'fires', 'throttle'], // r0
      // ... so the very next high period throttles.
      [600, 1000, 2, '-', 'throttle'], // r1
      [600, 1000, 1, 'fires', 'throttle'], // r0
      [600, 1000, 2, '-', 'throttle'], // r1
    ],
  },
  'exactly 50 % is not a high ratio either': {
    threshold: 50,
    rows: [
      [500, 1000, 0, '-', '-'],
      [500, 1000, 0, '-', '-'],
      [500, 1000, 0, '-', '-'],
      [500, 1000, 0, '-', '-'],
    ],
  },
  '50.9 % is high in bytes, but 50 in whole percent': {
    threshold: 50,
    rows: [
      [509, 1000, 1, '-', '-'],
      [509, 1000, 2, '-', 'throttle'],
      [509, 1000, 1, '-', '-'],
      [509, 1000, 2, '-', 'throttle'],
    ],
  },
  '51 % is high in both': {
    threshold: 50,
    rows: [
      [510, 1000, 1, '-', '-'], // r0 p51
      [510, 1000, 2, '-', 'throttle'], // r1
      [510, 1000, 1, 'fires', 'throttle'], // r0
    ],
  },
  'a double is a little less than 0.29: 29 of 100 are 28 %': {
    threshold: 28,
    rows: [
      [29, 100, 1, '-', '-'],
      [29, 100, 2, '-', 'throttle'],
      [29, 100, 1, '-', '-'],
      [29, 100, 2, '-', 'throttle'],
    ],
  },
  'a falling ratio does not count, however high': {
    threshold: 50,
    rows: [
      [900, 1000, 1, '-', '-'], // r0 p90
      [800, 1000, 2, '-', 'throttle'], // r0 p80
      [700, 1000, 1, '-', '-'], // r0 p70
      [600, 1000, 2, '-', 'throttle'], // r0 p60
      [700, 1000, 1, '-', '-'], // r1 p70
      [800, 1000, 2, 'fires', 'throttle'], // r0 p80
    ],
  },
  'alternating 80 and 60 %: the rises count': {
    threshold: 50,
    rows: [
      [800, 1000, 1, '-', '-'], // r0 p80
      [600, 1000, 2, '-', 'throttle'], // r0 p60
      [800, 1000, 1, '-', '-'], // r1 p80
      [600, 1000, 2, '-', 'throttle'], // r1 p60
      [800, 1000, 1, 'fires', 'throttle'], // r0 p80
      [600, 1000, 2, '-', 'throttle'], // r0 p60
      [800, 1000, 1, '-', '-'], // r1 p80
      [600, 1000, 2, '-', 'throttle'], // r1 p60
      [800, 1000, 1, 'fires', 'throttle'], // r0 p80
      [600, 1000, 2, '-', 'throttle'], // r0 p60
    ],
  },
  'alternating 60 and 10 %: a low period does not reset the count of ratios': {
    threshold: 50,
    rows: [
      [600, 1000, 1, '-', '-'], // r0 p60
      [100, 1000, 1, '-', '-'], // r0 p10
      [600, 1000, 2, '-', 'throttle'], // r1 p60
      [100, 1000, 0, '-', '-'], // r1 p10
      [600, 1000, 1, 'fires', 'throttle'], // r0 p60
      [100, 1000, 1, '-', '-'], // r0 p10
      [600, 1000, 2, '-', 'throttle'], // r1 p60
      [100, 1000, 0, '-', '-'], // r1 p10
      [600, 1000, 1, 'fires', 'throttle'], // r0 p60
    ],
  },
  'a ratio that truncates to 0 is as if there had been none': {
    threshold: 50,
    rows: [
      [600, 1000, 1, '-', '-'], // r0 p60
      [600, 1000, 2, '-', 'throttle'], // r1 p60
      [9, 1000, 0, '-', '-'], // r1 p0
      // Would be the second high ratio, but the one before it was 0.
      [600, 1000, 1, '-', '-'], // r1 p60
      [600, 1000, 2, 'fires', 'throttle'], // r0 p60
      [600, 1000, 1, '-', '-'], // r1 p60
      [600, 1000, 2, 'fires', 'throttle'], // r0 p60
    ],
  },
  'a period in which nothing was sent has no ratio, and leaves the last one as it was': {
    threshold: 50,
    rows: [
      [600, 1000, 1, '-', '-'], // r0 p60
      [600, 1000, 2, '-', 'throttle'], // r1 p60
      [0, 0, 0, '-', '-'], // r1 p60
      [5000, 0, 1, '-', '-'], // r1 p60
      // Not below 60, so the second one.
      [600, 1000, 2, 'fires', 'throttle'], // r0 p60
    ],
  },
  'both at once: both counts begin anew': {
    threshold: 50,
    rows: [
      [600, 1000, 1, '-', '-'], // r0 p60
      [0, 1000, 1, '-', '-'], // r0 p0
      [600, 1000, 2, '-', 'throttle'], // r0 p60
      [600, 1000, 1, '-', '-'], // r1 p60
      [600, 1000, 2, 'fires', 'throttle'], // r0 p60
      [600, 1000, 1, '-', '-'], // r1 p60
    ],
  },
  'threshold 20': {
    threshold: 20,
    rows: [
      [200, 1000, 0, '-', '-'], // r0 p20
      [209, 1000, 1, '-', '-'], // 20.9 %: r0 p20
      [210, 1000, 2, '-', 'throttle'], // r1 p21
      [209, 1000, 1, '-', '-'], // r1 p20
      [219, 1000, 2, 'fires', 'throttle'], // r0 p21
      [210, 1000, 1, '-', '-'], // r1 p21
      [219, 1000, 2, 'fires', 'throttle'], // r0 p21
    ],
  },
};

describe('stock auto-converge', () => {
  test.each(Object.entries(stock))('%s', (_name, { threshold, rows }) => {
    expect(decide(threshold, false, rows)).toEqual(rows);
  });
});

describe('with the responsive throttle', () => {
  test.each(Object.entries(responsive))('%s', (_name, { threshold, rows }) => {
    expect(decide(threshold, true, rows)).toEqual(rows);
  });
});

test('the step is told the limit and what was dirtied, for tailslow', () => {
  const steps: number[][] = [];
  const autoConverge = new AutoConverge(
    33,
    { step: (...values) => void steps.push(values) },
    null,
    { clock: new VirtualClock(), trace: null },
  );
  autoConverge.periodEnded({ dirtyBytes: 4096, transferredBytes: 5003 }, 7);
  autoConverge.periodEnded({ dirtyBytes: 8192, transferredBytes: 5003 }, 9);
  // 5003 x 33 / 100 = 1650.99.
  expect(steps).toEqual([[1650, 8192, 9]]);
});
