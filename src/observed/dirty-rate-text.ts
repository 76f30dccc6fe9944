import { InputError } from '../input/input-error.js';
import { readQuantity } from '../input/quantity.js';
import type { MeasuredDirtyRate } from './dirty-rate-reply.js';

/** As virsh domdirtyrate-calc measures unless it is told otherwise. */
const standardPeriodMs = 1000;

const most = { mibPerSecond: 100_000_000, periodMs: 3_600_000 } as const;

const expected = 'RATE@PERIOD, such as 812MiB/s@1s';

/** A measurement that was written down, and whether its period was left out. */
export interface WrittenDirtyRate extends MeasuredDirtyRate {
  readonly isPeriodAssumed: boolean;
}

/**
 * Reads `812MiB/s@1s`, or `812MiB/s`, which is taken as measured over a second. Null if the text is no rate, but the
 * name of a file.
 *
 * @throws InputError if a part of it is out of range or has no unit
 */
export function writtenDirtyRate(text: string, option: string): WrittenDirtyRate | null {
  const match = /^\s*([+-]?[\d.]+\s*[A-Za-z]*(?:\/s)?)\s*(?:@\s*([^@/]*))?$/.exec(text);
  if (match === null) return null;
  const [, rate, period] = match;
  const isRate = /(?:\/s|bit)$/.test(rate.trim());
  if (!isRate && period === undefined) return null;
  const refuse = (problem: string, allowed: string = expected): never => {
    throw new InputError({ subject: option, value: text, problem, allowed });
  };
  const mibPerSecond = isRate ? readQuantity(rate, 'MiB/s') : null;
  if (mibPerSecond === null) return refuse('has no rate with a unit');
  if (mibPerSecond < 0 || mibPerSecond > most.mibPerSecond) {
    return refuse('is a rate out of range', `0 to ${most.mibPerSecond} (MiB/s)`);
  }
  if (period === undefined) {
    return { mibPerSecond, periodMs: standardPeriodMs, isPeriodAssumed: true };
  }
  const periodMs = /[a-z]\s*$/.test(period) ? readQuantity(period, 'ms') : null;
  if (periodMs === null) return refuse('has no period with a unit');
  if (periodMs < 1 || periodMs > most.periodMs) {
    return refuse('has a period out of range', '1 ms to 1 h');
  }
  return { mibPerSecond, periodMs, isPeriodAssumed: false };
}
