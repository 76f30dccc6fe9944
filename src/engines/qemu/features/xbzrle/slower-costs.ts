import { type TransferCost, transferCost } from '../../../../host/transfer-cost.js';
import type { Nanoseconds } from '../../../../sim/time.js';

/** Costs of pages that are sent whole, with more work for each: one for each cost that they have without. */
export class SlowerCosts {
  private readonly costs = new Map<TransferCost, TransferCost>();
  private lastPlain: TransferCost | null = null;
  private last: TransferCost | null = null;

  /** @param extraNs migration thread's time for a page beside that of sending it */
  constructor(private readonly extraNs: Nanoseconds) {}

  of(plain: TransferCost): TransferCost {
    if (this.last !== null && plain === this.lastPlain) return this.last;
    const { receiveNs, sendNs, wireBytes } = plain;
    const cost = this.costs.get(plain) ?? transferCost(sendNs + this.extraNs, wireBytes, receiveNs);
    this.costs.set(plain, cost);
    this.lastPlain = plain;
    this.last = cost;
    return cost;
  }
}
