import { type Nanoseconds, ns } from '../sim/time.js';
import type { Delivery, Stream } from './stream.js';
import type { TransferCost } from './transfer-cost.js';

/** A channel that takes a packet, and from when on. */
export interface IdleChannel {
  readonly index: number;
  readonly at: Nanoseconds;
}

/** Channels between which packets are handed round (QEMU, multifd). */
export class ChannelGroup {
  private nextIndex = 0;

  constructor(private readonly streams: readonly Stream[]) {}

  get size(): number {
    return this.streams.length;
  }

  /**
   * The channel that takes the next packet: of those that are idle at `now` the first one behind the
   * channel used last; if all are busy, the one that is idle first (QEMU, multifd_send).
   */
  nextIdle(now: Nanoseconds): IdleChannel {
    const { streams } = this;
    let best = this.nextIndex;
    for (let step = 0; step < streams.length; step++) {
      const beyond = this.nextIndex + step;
      const index = beyond < streams.length ? beyond : beyond - streams.length;
      if (streams[index].idleAt <= now) return { index, at: now };
      if (streams[index].idleAt < streams[best].idleAt) best = index;
    }
    return { index: best, at: streams[best].idleAt };
  }

  /** Hands a packet to a channel that `nextIdle` named. */
  send({ index, at }: IdleChannel, cost: TransferCost): Delivery {
    this.nextIndex = (index + 1) % this.streams.length;
    return this.streams[index].send(at, cost);
  }

  /** When the sending thread of channel `index` is idle. */
  idleAt(index: number): Nanoseconds {
    return this.streams[index].idleAt;
  }

  /** When all sending threads are idle. */
  get allIdleAt(): Nanoseconds {
    return ns(Math.max(...this.streams.map(({ idleAt }) => idleAt)));
  }

  /** When everything that was sent has been placed. */
  get placedBy(): Nanoseconds {
    return ns(Math.max(...this.streams.map(({ placedBy }) => placedBy)));
  }

  /**
   * Each channel sends a packet of `cost` that marks this point of the stream. The receiving threads
   * go on when all have seen theirs: what is sent from now on is placed after what was sent before.
   */
  synchronise(now: Nanoseconds, cost: TransferCost): void {
    for (const stream of this.streams) stream.send(ns(Math.max(now, stream.idleAt)), cost);
    const all = ns(Math.max(now, this.placedBy));
    for (const stream of this.streams) stream.holdReceiver(all);
  }
}
