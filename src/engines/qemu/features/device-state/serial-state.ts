import { type Nanoseconds, ns } from '../../../../sim/time.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { SwitchoverTimeline } from '../../../../migration/switchover-timeline.js';
import type { StateTransfer } from '../../../../migration/state-transfer.js';
import { STATE_CHUNK_BYTES, type VfioDevices } from './vfio-devices.js';

/** Device after device on the main channel, read and written by the migration thread in turn. */
export class SerialState implements StateTransfer {
  /** The main channel knows. */
  readonly loadedBy: Nanoseconds = ns(0);

  constructor(
    private readonly context: MigrationContext,
    private readonly devices: VfioDevices,
    private readonly timeline: SwitchoverTimeline,
  ) {}

  begin(): void {
    // The migration thread has RAM to send.
  }

  sendUntil(): void {
    // It sends one thing after the other.
  }

  finish(): void {
    const { clock, counters } = this.context;
    const { count, bytesEach } = this.devices;
    for (let device = 0; device < count; device++) {
      clock.advanceBy(this.devices.stopCopy);
      for (let sent = 0; sent < bytesEach; sent += STATE_CHUNK_BYTES) {
        this.sendChunk(Math.min(STATE_CHUNK_BYTES, bytesEach - sent));
      }
    }
    counters.transferredBytes += count * bytesEach;
  }

  /** The destination's one thread loads what it has received before it receives more. */
  private sendChunk(bytes: number): void {
    const { clock, channel } = this.context;
    const from = clock.now;
    clock.advanceBy(ns(bytes * this.devices.readNsPerByte));
    this.timeline.busy('main', 'read', from, clock.now);
    const cost = { sendNs: 0, wireBytes: bytes, receiveNs: bytes * this.devices.loadNsPerByte };
    const written = clock.now;
    clock.advanceTo(channel.send(written, 1, cost, ns(Infinity)).end);
    this.timeline.busy('main', 'state', written, clock.now);
  }
}
