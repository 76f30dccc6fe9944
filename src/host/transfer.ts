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
  /** When the last page has been received, and the time from one to the next: `Channel.receive` says it. */
  received: Nanoseconds = ns(0);
  spacing: Nanoseconds = ns(0);

  /** The answer is there. Returns whether it asks for more of the same cost: what that is stands in its fields then. */
  goesOn(): boolean {
    return false;
  }
}

/** As `NextTransfer`, of a page on a second connection. */
export class TransferBeside {
  /** What time it is. */
  now: Nanoseconds = ns(0);
  /** When the page is handed to the second connection, which may be at another time. */
  start: Nanoseconds = ns(0);
  /** When it has been received. */
  received: Nanoseconds = ns(0);
}
