import type { PageBitmap } from '../../../../memory/page-bitmap.js';
import { type Nanoseconds, ns, toMs } from '../../../../sim/time.js';
import { traceEvent, type MigrationContext } from '../../../../migration/context.js';
import type { StateTransfer } from '../../../../migration/state-transfer.js';
import type { DirtySync } from '../../../../migration/dirty-sync.js';
import type { Downtime } from '../../../../migration/downtime.js';
import type { PageSender } from '../../../../migration/page-sender.js';
import { discardCommands } from './discard.js';
import type { PostcopyCosts } from './postcopy-costs.js';
import { sendDeviceState, stopGuest } from '../../../../migration/switchover-steps.js';

/** What a switch to postcopy leaves behind. */
export interface PostcopySwitch {
  readonly downtime: Downtime;
  /** The pages that the destination has not got, or has discarded. */
  readonly discarded: PageBitmap;
  /** When the vCPUs run on the destination. */
  readonly runsFrom: Nanoseconds;
}

/**
 * The switch to postcopy (QEMU, postcopy_start): stop the guest, sync once more, tell the destination
 * what to discard, and send the device state in one package with the command to run. No RAM is sent, so
 * the downtime does not depend on how much is pending.
 */
export class PostcopySwitchover {
  private discardedRanges = 0;

  constructor(
    protected readonly context: MigrationContext,
    private readonly sender: PageSender,
    protected readonly dirtySync: Pick<DirtySync, 'sync'>,
    private readonly costs: PostcopyCosts,
    private readonly state: StateTransfer,
  ) {}

  /** Switches over from now on; returns when the package is sent. */
  run(): PostcopySwitch {
    const { clock, costs, guest, mutex, observer, ram } = this.context;
    // Pages on other channels must not arrive after the discard (QEMU 10.1, postcopy_prepare).
    this.sender.settle();
    const start = clock.now;
    mutex.close();
    stopGuest(this.context);
    const stopped = clock.now;
    this.state.begin();
    const discarded = this.syncAndDiscard();
    observer?.switchedOver(discarded, clock.now);
    const synced = clock.now;
    this.state.finish();
    sendDeviceState(this.context);
    const end = clock.now;
    const received = Math.max(this.context.channel.arrivalOf(end), this.state.loadedBy);
    const runsFrom = ns(received + costs.linkLatency + costs.deviceLoad + costs.vcpuStart);
    traceEvent(this.context, {
      event: 'postcopy-switchover',
      pending_bytes: ram.remainingBytes,
      discard_ranges: this.discardedRanges,
      runs_from_ms: toMs(runsFrom),
    });
    return {
      discarded,
      runsFrom,
      downtime: {
        totalMs: toMs(end - start),
        parts: {
          stopMs: toMs(stopped - start),
          finalSyncMs: toMs(synced - stopped),
          residualRamMs: 0,
          deviceStateMs: toMs(end - synced),
          loadMs: 0,
          startMs: 0,
        },
        blackoutMs: toMs(runsFrom - (guest.stoppedAt ?? stopped)),
        residualBytes: 0,
      },
    };
  }

  /** The last sync; what is dirty after it is discarded: pages never sent, and pages written since. */
  protected syncAndDiscard(): PageBitmap {
    this.dirtySync.sync('postcopy');
    const discarded = this.context.ram.dirty.copy();
    this.sendDiscards(discarded);
    return discarded;
  }

  protected sendDiscards(discarded: PageBitmap): void {
    const { channel, clock, counters, ram } = this.context;
    const { commands, ranges, wireBytes } = discardCommands(discarded, ram.memory.blocks);
    this.discardedRanges = ranges;
    if (commands === 0) return;
    const command = {
      sendNs: 0,
      wireBytes: wireBytes / commands,
      receiveNs: (ranges / commands) * this.costs.discardRange,
    };
    const { end } = channel.send(clock.now, commands, command, ns(Infinity));
    clock.advanceTo(end);
    counters.transferredBytes += wireBytes;
  }
}
