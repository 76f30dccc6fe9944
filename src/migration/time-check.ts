import { NS_PER_MS } from '../sim/time.js';

/** An iterate step ends when its time check sees more than 50 ms (QEMU, MAX_WAIT), that is 51. */
export const STEP_NS = 51 * NS_PER_MS;

/** The time is checked after the first page of a step, and then after every 64th. */
const TIME_CHECK_PAGES = 64;

/** Whether the time is checked after the page that was sent last. */
export function isTimeCheck(sentInStep: number): boolean {
  return sentInStep % TIME_CHECK_PAGES === 1;
}

/** Pages from `sentInStep` to the next time check of the step. */
export function pagesToTimeCheck(sentInStep: number): number {
  return TIME_CHECK_PAGES - ((sentInStep + TIME_CHECK_PAGES - 1) % TIME_CHECK_PAGES);
}
