import { expect } from 'vitest';
import { ThrottleTrigger } from '../../src/migration/throttle-trigger.js';
import { ResponsiveThrottle } from '../../src/engines/qemu/features/auto-converge/responsive-throttle.js';
import type { TraceEvent } from '../../src/migration/trace.js';
import { VirtualClock } from '../../src/sim/virtual-clock.js';

type Trigger = Extract<TraceEvent, { readonly event: 'trigger' }>;

const columns = ['dirty', 'sent', 'high', 'ratio', 'action'] as const;

/** A period: bytes dirtied and sent in it, and what must follow. */
interface Period {
  readonly dirty: number;
  readonly sent: number;
  /** The count of high periods as the decision sees it. */
  readonly high: number;
  /** Whether the ratio criterion fires. */
  readonly ratio: 'fires' | '-';
  readonly action: 'throttle' | '-';
}

/**
 * Periods to be judged, by what they show: a line each under a line of the columns' names. What
 * follows a `#` is a remark.
 */
export type TriggerTables = Readonly<
  Record<string, { readonly threshold: number; readonly periods: string }>
>;

function parsePeriods(table: string): Period[] {
  const [header, ...rows] = table
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/ +/));
  expect(header).toEqual(columns);
  return rows.map(([dirty, sent, high, ratio, action]) => ({
    dirty: Number(dirty),
    sent: Number(sent),
    high: Number(high),
    ratio: ratio as Period['ratio'],
    action: action as Period['action'],
  }));
}

/** Judges the periods of `table` one after the other, and expects what it says of them. */
export function expectDecisions(threshold: number, responsive: boolean, table: string): void {
  const periods = parsePeriods(table);
  const triggers: Trigger[] = [];
  const judge = new ThrottleTrigger(
    threshold,
    responsive ? new ResponsiveThrottle(threshold) : null,
    {
      clock: new VirtualClock(),
      trace: (_timeMs, event) => void (event.event === 'trigger' && triggers.push(event)),
    },
  );
  const decided = periods.map(({ dirty, sent }, index): Period => {
    const isExceeded = judge.exceeded(dirty, sent) !== null;
    const trigger = triggers[index];
    expect(isExceeded).toBe(trigger.throttles);
    return {
      dirty,
      sent,
      high: trigger.high_periods,
      ratio: trigger.ratio_high ? 'fires' : '-',
      action: trigger.throttles ? 'throttle' : '-',
    };
  });
  expect(decided).toEqual(periods);
}
