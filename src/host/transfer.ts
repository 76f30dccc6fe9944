import { type Nanoseconds, ns } from '../sim/time.js';

/** Pages that were sent, and when the last one was handed to the socket. It holds until the next are sent. */
export interface Transfer {
  readonly pages: number;
  readonly end: Nanoseconds;
}

/**
 * What a channel is asked to send next, and then what it has sent. Its numbers are in fields, as those that are handed to a
 * function, or back, are boxed.
 */
export class NextTransfer implements Transfer {
  start: Nanoseconds = ns(0);
  /** It stops with the page during which this passes. */
  until: Nanoseconds = ns(0);
  /** At most so many equal pages, at least one; then how many there were. */
  pages = 0;
  end: Nanoseconds = ns(0);

  /** The answer is there. Returns whether it asks for more of the same cost: what that is stands in its fields then. */
  goesOn(): boolean {
    return false;
  }
}
