import { NS_PER_MS, type Nanoseconds } from '../sim/time.js';
import { traceEvent, type MigrationContext } from './context.js';
import type { DirtySync } from './dirty-sync.js';
import type { Downtime } from './downtime.js';
import { noDeviceState, type StateTransfer } from './state-transfer.js';
import type { PageSender } from './page-sender.js';
import { SwitchoverTimeline } from './switchover-timeline.js';

export interface CompletionRules {
  /** Whether chunks are still cleared in the dirty log while the guest is stopped (before 10.1). */
  readonly clearsChunks: boolean;
  /** Whether the source waits until the destination runs: it has a return path (postcopy-ram). */
  readonly waitsForDestination?: boolean;
}

/**
 * The switchover (QEMU, migration_completion_precopy): stop the guest, sync once more, send what is
 * left without a rate limit, then the device state. Without a return path the source does not wait
 * for the destination, so loading and starting there are part of the blackout, not of the downtime.
 */
export class Completion {
  constructor(
    protected readonly context: MigrationContext,
    private readonly sender: PageSender,
    private readonly dirtySync: Pick<DirtySync, 'sync'>,
    private readonly rules: CompletionRules,
    private readonly state: StateTransfer = noDeviceState,
    private readonly timeline = new SwitchoverTimeline(),
  ) {}

  /** Runs the switchover from now to its end on the source. */
  run(): Downtime {
    const start = this.context.clock.now;
    this.timeline.start(start);
    this.context.mutex.close();
    traceEvent(this.context, {
      event: 'switchover',
      pending_bytes: this.context.ram.remainingBytes,
    });
    // A guest that somebody paused stands still already.
    if (this.context.guest.stoppedAt === null) {
      this.context.clock.advanceBy(this.context.costs.vcpuStop);
      this.context.clock.advanceTo(this.context.guest.stop(this.context.clock.now));
    }
    const stopped = this.context.clock.now;
    this.state.begin();
    this.dirtySync.sync('completion');
    const synced = this.context.clock.now;
    const bytesBefore = this.context.counters.transferredBytes;
    this.sender.sendAll(this.rules.clearsChunks);
    const residualBytes = this.context.counters.transferredBytes - bytesBefore;
    const ramSent = this.context.clock.now;
    this.timeline.busy('main', 'ram', synced, ramSent);
    this.state.finish();
    const stateSent = this.context.clock.now;
    this.sendDeviceState();
    const end = this.context.clock.now;
    this.timeline.busy('main', 'state', stateSent, end);

    const placed = Math.max(this.sender.receivedBy(end), this.state.loadedBy);
    const received = placed + this.context.costs.linkLatency;
    const started = received + this.context.costs.deviceLoad + this.context.costs.vcpuStart;
    const known = this.rules.waitsForDestination === true ? this.waitUntil(started) : end;
    const load = known > end ? received + this.context.costs.deviceLoad - end : 0;
    return {
      totalMs: ms(known - start),
      parts: {
        stopMs: ms(stopped - start),
        finalSyncMs: ms(synced - stopped),
        residualRamMs: ms(ramSent - synced),
        deviceStateMs: ms(end - ramSent),
        loadMs: ms(load),
        startMs: ms(known - end - load),
      },
      blackoutMs: ms(started - (this.context.guest.stoppedAt ?? stopped)),
      residualBytes,
    };
  }

  /** Until the source knows what the destination has done by `time`. */
  private waitUntil(time: Nanoseconds): Nanoseconds {
    const { clock, costs } = this.context;
    clock.advanceTo(Math.ceil(time + costs.linkLatency));
    return clock.now;
  }

  private sendDeviceState(): void {
    const { deviceStateBytes, deviceSave } = this.context.costs;
    this.context.clock.advanceBy(deviceSave);
    if (deviceStateBytes > 0) {
      const state = { sendNs: 0, wireBytes: deviceStateBytes, receiveNs: 0 };
      const { end } = this.context.channel.send(this.context.clock.now, 1, state, Infinity);
      this.context.clock.advanceTo(end);
    }
    this.context.counters.transferredBytes += deviceStateBytes;
  }
}

function ms(duration: Nanoseconds): number {
  return duration / NS_PER_MS;
}
