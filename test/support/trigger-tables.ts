import { expect } from 'vitest';
import { ThrottleTrigger } from '../../src/migration/throttle-trigger.js';
import { ResponsiveThrottle } from '../../src/engines/qemu/features/auto-converge/responsive-throttle.js';
import type { TraceEvent } from '../../src/migration/trace.js';
import { VirtualClock } from '../../src/sim/virtual-clock.js';

type Trigger = Extract<TraceEvent, { readonly event: 'trigger' }>;

/**
 * One period: bytes dirtied and sent, then what must follow: the count of high periods as the
 * decision sees it, whether the ratio criterion fires, and whether the guest is throttled.
 */
export type Row = readonly [
  dirty: number,
  transferred: number,
  highPeriods: number,
  ratio: 'fires' | '-',
  action: 'throttle' | '-',
];

/** Periods to be judged, by what they show. */
export type TriggerTables = Readonly<
  Record<string, { readonly threshold: number; readonly rows: readonly Row[] }>
>;

/** Judges the periods of `rows`, and returns rows with what was decided. */
export function decide(threshold: number, responsive: boolean, rows: readonly Row[]): Row[] {
  const triggers: Trigger[] = [];
  let steps = 0;
  const judge = new ThrottleTrigger(
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
    judge.periodEnded({ dirtyBytes, transferredBytes }, index);
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
