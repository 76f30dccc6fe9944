import { type Nanoseconds, ns, toMs } from '../sim/time.js';
import { traceEvent, type MigrationContext } from './context.js';
import type { DirtySync } from './dirty-sync.js';
import type { Downtime } from './downtime.js';
import { noDeviceState, type StateTransfer } from './state-transfer.js';
import type { PageSender } from './page-sender.js';
import { sendDeviceState, stopGuest } from './switchover-steps.js';
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
    stopGuest(this.context);
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
    sendDeviceState(this.context);
    const end = this.context.clock.now;
    this.timeline.busy('main', 'state', stateSent, end);

    const placed = Math.max(this.sender.receivedBy(end), this.state.loadedBy);
    const received = placed + this.context.costs.linkLatency;
    const started = ns(received + this.context.costs.deviceLoad + this.context.costs.vcpuStart);
    const known = this.rules.waitsForDestination === true ? this.waitUntil(started) : end;
    const load = ns(known > end ? received + this.context.costs.deviceLoad - end : 0);
    return {
      totalMs: toMs(known - start),
      parts: {
        stopMs: toMs(stopped - start),
        finalSyncMs: toMs(synced - stopped),
        residualRamMs: toMs(ramSent - synced),
        deviceStateMs: toMs(end - ramSent),
        loadMs: toMs(load),
        startMs: toMs(known - end - load),
      },
      blackoutMs: toMs(started - (this.context.guest.stoppedAt ?? stopped)),
      residualBytes,
    };
  }

  /** Until the source knows what the destination has done by `time`. */
  private waitUntil(time: Nanoseconds): Nanoseconds {
    const { clock, costs } = this.context;
    clock.advanceTo(ns(Math.ceil(time + costs.linkLatency)));
    return clock.now;
  }
}
