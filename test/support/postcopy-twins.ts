import { type Nanoseconds, ns } from '../../src/sim/time.js';
import type { PageBitmap } from '../../src/memory/page-bitmap.js';
import { MultifdSender } from '../../src/engines/qemu/features/multifd/multifd-sender.js';
import type { PageWait } from '../../src/engines/qemu/features/postcopy/page-waits.js';
import { PostcopyPhase } from '../../src/engines/qemu/features/postcopy/postcopy-phase.js';
import { PostcopySwitchover } from '../../src/engines/qemu/features/postcopy/postcopy-switchover.js';

/** Broken: what is discarded is found out before the last sync. */
export class EarlyDiscard extends PostcopySwitchover {
  protected override syncAndDiscard(): PageBitmap {
    const discarded = this.context.ram.dirty.copy();
    this.dirtySync.sync('postcopy');
    this.sendDiscards(discarded);
    return discarded;
  }
}

/** Broken: only pages that were never sent are discarded; the destination keeps old copies. */
export class KeptCopies extends PostcopySwitchover {
  protected override syncAndDiscard(): PageBitmap {
    const discarded = super.syncAndDiscard();
    const { populated } = this.context.ram;
    const pages = this.context.ram.dirty.pages;
    for (
      let page = populated.nextSet(0, pages);
      page < pages;
      page = populated.nextSet(page + 1, pages)
    ) {
      discarded.clearRange(page, page + 1);
    }
    return discarded;
  }
}

/** Broken: a page counts as received as soon as it was asked for, and its vCPU goes on. */
export class EagerVcpus extends PostcopyPhase {
  protected override fault(wait: PageWait): void {
    this.requests++;
    const { costs, guest, missing } = this.parts;
    missing.place(wait.page, wait.page + 1);
    wait.at = ns(wait.touched + costs.wake);
    guest.arrived(wait);
  }
}

/** Broken: a page that was asked for is marked as sent, and not sent. */
export class StaleMarks extends PostcopyPhase {
  protected override isPending({ page }: PageWait): boolean {
    const { ram } = this.context;
    if (ram.isPending(page)) ram.takeAside(page);
    this.parts.source.moveTo(page + 1);
    return false;
  }
}

/** Broken: whatever the scan sends frees everybody who waits. */
export class ConfusedScan extends PostcopyPhase {
  override run(runsFrom: Nanoseconds): boolean {
    const { waits } = this;
    const firstIn = waits.firstIn.bind(waits);
    waits.firstIn = () => firstIn(0, Infinity);
    return super.run(runsFrom);
  }
}

/** Broken: pages may still be on their way over the channels when the destination discards. */
export class UnsettledSender extends MultifdSender {
  override settle(): void {
    // The discard goes over another connection; who knows which comes first.
  }
}
