import type { ChannelGroup } from '../../../../host/channel-group.js';
import { PAGE_BYTES } from '../../../../memory/units.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';
import type { MigrationContext } from '../../../../migration/context.js';
import { PACKET_HEADER_BYTES } from '../multifd/packet.js';
import type { SwitchoverTimeline } from '../../../../migration/switchover-timeline.js';
import type { StateTransfer } from '../../../../migration/state-transfer.js';
import { STATE_CHUNK_BYTES, type VfioDevices } from './vfio-devices.js';

/** Whose channels the state uses, and from when on. */
export interface ParallelStateSetup {
  readonly channels: ChannelGroup;
  /** The channels carry RAM too. */
  readonly isShared: boolean;
  /** Reading begins with the RAM that is left, else behind it. */
  readonly startsWithRam: boolean;
}

/** The thread of one device, here and at the destination. */
interface DeviceThread {
  readonly name: string;
  bytesLeft: number;
  /** When the next chunk has been read. */
  readyAt: Nanoseconds;
  loadedBy: Nanoseconds;
}

/**
 * A thread for each device reads chunk after chunk and hands them to channels (QEMU 10.0, and the
 * proposal of 2024). On channels of its own the state travels while RAM does. On shared ones the
 * threads contend for the one lock around the channels, which the migration thread takes again as
 * soon as it has let go, and holds while it waits for an idle channel: the RAM that is left goes
 * first, and with it the synchronisation of the channels.
 */
export class ParallelState implements StateTransfer {
  private threads: DeviceThread[] = [];
  /** Chunks go beside RAM. */
  private goesAlong = false;

  constructor(
    private readonly context: MigrationContext,
    private readonly devices: VfioDevices,
    private readonly setup: ParallelStateSetup,
    private readonly timeline: SwitchoverTimeline,
  ) {}

  get loadedBy(): Nanoseconds {
    return ns(Math.ceil(Math.max(0, ...this.threads.map((thread) => thread.loadedBy))));
  }

  begin(): void {
    if (!this.setup.startsWithRam) return;
    this.startThreads();
    this.goesAlong = !this.setup.isShared;
  }

  finish(): void {
    const { clock, counters } = this.context;
    this.goesAlong = false;
    if (!this.setup.startsWithRam) this.startThreads();
    for (const thread of this.threads) {
      if (this.setup.isShared) thread.readyAt = ns(Math.max(thread.readyAt, clock.now));
    }
    this.sendReady(ns(Infinity));
    clock.waitUntil(ns(Math.ceil(this.setup.channels.allIdleAt)));
    const chunks = Math.ceil(this.devices.bytesEach / STATE_CHUNK_BYTES);
    counters.transferredBytes +=
      this.devices.count * (this.devices.bytesEach + chunks * PACKET_HEADER_BYTES);
  }

  private startThreads(): void {
    const { count, bytesEach, stopCopy } = this.devices;
    const start = ns(this.context.clock.now + stopCopy);
    this.threads = Array.from({ length: count }, (_, device) => {
      const name = `device ${device + 1}`;
      const thread = { name, bytesLeft: bytesEach, readyAt: ns(0), loadedBy: ns(0) };
      this.readNext(thread, start);
      return thread;
    });
  }

  private readNext(thread: DeviceThread, from: Nanoseconds): void {
    const chunk = Math.min(STATE_CHUNK_BYTES, thread.bytesLeft);
    thread.readyAt = ns(from + chunk * this.devices.readNsPerByte);
    this.timeline.busy(thread.name, 'read', from, thread.readyAt);
  }

  sendUntil(until: Nanoseconds): void {
    if (this.goesAlong) this.sendReady(until);
  }

  /** Hands over, in order, all chunks that are ready by `until`. */
  private sendReady(until: Nanoseconds): void {
    for (;;) {
      const waiting = this.threads.filter(({ bytesLeft }) => bytesLeft > 0);
      if (waiting.length === 0) return;
      const next = waiting.reduce((a, b) => (b.readyAt < a.readyAt ? b : a));
      if (next.readyAt > until) return;
      this.sendChunk(next);
    }
  }

  private sendChunk(thread: DeviceThread): void {
    const { channels } = this.setup;
    const { contentPage } = this.context.costs;
    const bytes = Math.min(STATE_CHUNK_BYTES, thread.bytesLeft);
    const pages = bytes / PAGE_BYTES;
    const channel = channels.nextIdle(thread.readyAt);
    const delivery = channels.send(channel, {
      sendNs: pages * contentPage.sendNs,
      wireBytes: bytes + PACKET_HEADER_BYTES,
      receiveNs: pages * contentPage.receiveNs,
    });
    this.timeline.sent(channels, channel.index, 'state', delivery);
    thread.bytesLeft -= bytes;
    thread.loadedBy = ns(
      Math.max(thread.loadedBy, delivery.placed) + bytes * this.devices.loadNsPerByte,
    );
    if (thread.bytesLeft > 0) this.readNext(thread, channel.at);
  }
}
