import type { Channel } from '../host/channel.js';
import type { NextTransfer } from '../host/transfer.js';
import type { TransferCost } from '../host/transfer-cost.js';
import { type Nanoseconds, ns } from '../sim/time.js';

/** Sends equal pages as `Channel.sendNext` does, or works on them where nothing is sent of them. */
export function transferNext(channel: Channel, transfer: NextTransfer, cost: TransferCost): void {
  if (cost.wireBytes === 0) withoutSending(transfer, ns(cost.sendNs));
  else channel.sendNext(transfer, cost);
}

function withoutSending(transfer: NextTransfer, perPage: Nanoseconds): void {
  const { pages: maxPages, start, until } = transfer;
  const fitting = perPage === 0 ? maxPages : Math.ceil((until - start) / perPage);
  const pages = Math.min(maxPages, Math.max(1, fitting));
  transfer.pages = pages;
  transfer.end = ns(Math.ceil(start + pages * perPage));
}
