import type { PageBitmap } from '../../../../memory/page-bitmap.js';
import { NS_PER_MS, type Nanoseconds } from '../../../../sim/time.js';
import { traceEvent, type MigrationContext } from '../../../../migration/context.js';
import type { StateTransfer } from '../../../../migration/state-transfer.js';
import type { DirtySync } from '../../../../migration/dirty-sync.js';
import type { Downtime } from '../../../../migration/downtime.js';
import type { PageSender } from '../../../../migration/page-sender.js';
import { discardCommands } from './discard.js';
import type { PostcopyCosts } from './postcopy-costs.js';

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
    if (guest.stoppedAt === null) {
      clock.advanceBy(costs.vcpuStop);
      clock.advanceTo(Math.ceil(guest.stop(clock.now)));
    }
    const stopped = clock.now;
    this.state.begin();
    const discarded = this.syncAndDiscard();
    observer?.switchedOver(discarded, clock.now);
    const synced = clock.now;
    this.state.finish();
    this.sendPackage();
    const end = clock.now;
    const received = Math.max(this.context.channel.arrivalOf(end), this.state.loadedBy);
    const runsFrom = received + costs.linkLatency + costs.deviceLoad + costs.vcpuStart;
    traceEvent(this.context, {
      event: 'postcopy-switchover',
      pending_bytes: ram.remainingBytes,
      discard_ranges: this.discardedRanges,
      runs_from_ms: ms(runsFrom),
    });
    return {
      discarded,
      runsFrom,
      downtime: {
        totalMs: ms(end - start),
        parts: {
          stopMs: ms(stopped - start),
          finalSyncMs: ms(synced - stopped),
          residualRamMs: 0,
          deviceStateMs: ms(end - synced),
          loadMs: 0,
          startMs: 0,
        },
        blackoutMs: ms(runsFrom - (guest.stoppedAt ?? stopped)),
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
    const { end } = channel.send(clock.now, commands, command, Infinity);
    clock.advanceTo(end);
    counters.transferredBytes += wireBytes;
  }

  private sendPackage(): void {
    const { channel, clock, costs, counters } = this.context;
    clock.advanceBy(costs.deviceSave);
    if (costs.deviceStateBytes > 0) {
      const state = { sendNs: 0, wireBytes: costs.deviceStateBytes, receiveNs: 0 };
      clock.advanceTo(channel.send(clock.now, 1, state, Infinity).end);
    }
    counters.transferredBytes += costs.deviceStateBytes;
  }
}

function ms(duration: Nanoseconds): number {
  return duration / NS_PER_MS;
}
