import type { Channel } from '../host/channel.js';
import type { Transfer } from '../host/transfer.js';
import type { TransferCost } from '../host/transfer-cost.js';
import { type Nanoseconds, ns } from '../sim/time.js';

/** Sends up to `maxPages` equal pages as `Channel.send` does, or works on them where nothing is sent of them. */
export function transferOf(
  channel: Channel,
  from: Nanoseconds,
  maxPages: number,
  cost: TransferCost,
  until: Nanoseconds,
): Transfer {
  return cost.wireBytes === 0
    ? withoutSending(from, maxPages, ns(cost.sendNs), until)
    : channel.send(from, maxPages, cost, until);
}

function withoutSending(
  start: Nanoseconds,
  maxPages: number,
  perPage: Nanoseconds,
  until: Nanoseconds,
): Transfer {
  const fitting = perPage === 0 ? maxPages : Math.ceil((until - start) / perPage);
  const pages = Math.min(maxPages, Math.max(1, fitting));
  return { pages, end: ns(Math.ceil(start + pages * perPage)) };
}
