import { type Nanoseconds, ns } from '../../src/sim/time.js';
import { DirtyLog, type SyncCount } from '../../src/host/dirty-log.js';
import { CLEAR_CHUNK_PAGES } from '../../src/host/dirty-log.js';
import type { GuestMemory } from '../../src/memory/guest-memory.js';
import { Completion } from '../../src/migration/completion.js';
import { Xbzrle } from '../../src/engines/qemu/features/xbzrle/xbzrle.js';
import { MultifdSender } from '../../src/engines/qemu/features/multifd/multifd-sender.js';
import { PageSender, type SendBudget } from '../../src/migration/page-sender.js';
import type { Turn } from '../../src/migration/quiet-turn.js';
import { PlainPages } from '../../src/migration/plain-pages.js';
import type { PageRun, Sequel } from '../../src/migration/page-run.js';
import type { DirtyLogForm } from '../../src/host/dirty-tracking.js';

/** Broken: a sync clears the log, but what it found does not get into the bitmap. */
export class UnmergedDirtyLog extends DirtyLog {
  constructor(
    form: DirtyLogForm,
    private readonly watched: GuestMemory,
  ) {
    super(form, watched);
  }

  override sync(): SyncCount {
    const found = this.collect(() => 0);
    for (let page = 0; page < this.watched.totalPages; page += CLEAR_CHUNK_PAGES) {
      this.clearChunk(page);
    }
    return found;
  }
}

type CompletionArguments = ConstructorParameters<typeof Completion>;

/** Broken: the switchover sends what is pending, but does not sync again after the guest's stop. */
export class UnsyncedCompletion extends Completion {
  constructor(...[context, sender, , rules]: CompletionArguments) {
    super(context, sender, { sync: () => {} }, rules);
  }
}

/**
 * Broken: the log bits of pages are cleared at the end of the batch in which they were sent, instead
 * of before they are sent. What was written in between is forgotten.
 */
export class LateClearingSender extends PageSender {
  private readonly sentInBatch: (readonly [start: number, end: number])[] = [];

  override iterate(budget: SendBudget): void {
    super.iterate(budget);
    const { clock, guest, ram } = this.context;
    guest.advance(clock.now);
    for (const [start, end] of this.sentInBatch) {
      for (const region of ram.memory.regions) {
        const from = Math.max(start, region.start) - region.start;
        const to = Math.min(end, region.end) - region.start;
        region.protectedPages += region.logged.count(from, to);
        region.logged.clearRange(from, to);
      }
    }
    this.sentInBatch.length = 0;
  }

  protected override send(run: PageRun, pages: number, until: number): number {
    const { start } = run;
    const sent = super.send(run, pages, ns(until));
    this.sentInBatch.push([start, start + sent]);
    return sent;
  }

  protected override clearChunk(): void {
    // Left to the end of the batch.
  }
}

/** Broken: the channels never wait for each other, so an old copy can be placed after a newer one. */
export class UnsynchronisedSender extends MultifdSender {
  protected override waitForAll(): void {
    // The packets are on their way; who cares in which order they arrive.
  }
}

/** Broken: the entries of rings are reset, and their pages protected again, before they are collected. */
export class ForgetfulRingLog extends DirtyLog {
  protected override remember(): void {
    // Whoever writes the page again will push it again.
  }
}

/**
 * Broken: a page goes into the cache when it is encoded, whether it is sent then or, as the slice is
 * used up, has to be encoded again. The second time it is as the copy, and nothing is sent.
 */
export class EagerlyCachingXbzrle extends Xbzrle {
  override encode(run: PageRun): PageRun | null {
    const encoded = super.encode(run);
    if (encoded === null || encoded.zero) return encoded;
    this.read.each(encoded.end, (start, end, version) => {
      for (let page = start; page < end; page++) {
        if (this.cache.has(page)) this.cache.insert(page, 1, version, 0);
      }
    });
    return encoded;
  }
}

/**
 * Broken: what goes into the cache is not what was sent, but what the page holds a little later.
 */
export class LateCachingXbzrle extends Xbzrle {
  private pending: number[] = [];

  override encode(run: PageRun): PageRun | null {
    for (const page of this.pending) {
      this.reader.look(page);
      this.read.begin(page);
      this.read.add(page + 1, this.reader.versionOf(page));
      super.store(page, 1, false);
    }
    this.pending = [];
    return super.encode(run);
  }

  protected override store(start: number, pages: number): void {
    for (let page = start; page < start + pages; page++) this.pending.push(page);
  }
}

/**
 * Broken: a copy that the destination never had. Pages are put into the cache as the scan of the
 * first pass, in which nothing is encoded, goes by.
 */
export class EarlyCachingXbzrle extends Xbzrle {
  override encode(run: PageRun): PageRun | null {
    const encoded = super.encode(run);
    if (encoded !== null || run.zero) return encoded;
    this.reader.look(run.start);
    for (let page = run.start; page < run.end; page++) {
      this.cache.insert(page, 1, this.reader.versionOf(page), 1);
    }
    return encoded;
  }
}

/** Broken: the pages behind a batch are taken to hold what they hold now for ever, and all of the run. */
export class CarelessXbzrle extends Xbzrle {
  protected override sequelOf(run: PageRun): Sequel | null {
    const sequel = super.sequelOf(run);
    return sequel && { ...sequel, end: run.end, before: ns(Infinity) };
  }
}

class EndlessPages extends PlainPages {
  override send(run: PageRun, pages: number, turn: Turn | null): number {
    this.step.deadline = ns(Infinity);
    return super.send(run, pages, turn);
  }
}

/** Broken: where nobody watches, a step does not end in the middle of equal pages. */
export class EndlessSender extends PageSender {
  protected override readonly plain = new EndlessPages(this.context, this.step);
}

/** Broken: where nobody watches, steps follow each other without a look at what is left, or at the time. */
export class HeedlessSender extends PageSender {
  override iterate(budget: SendBudget, turn: Turn | null = null): void {
    super.iterate(budget, turn && { passes: () => true, allows: () => true });
  }
}

/** Broken: of what follows a batch it takes for granted that it is as it was. */
export class BlindSender extends PageSender {
  protected override send(run: PageRun, pages: number, until: Nanoseconds, batches = 1): number {
    const sequel = run.sequel && { ...run.sequel, look: () => true };
    return super.send({ ...run, sequel }, pages, until, batches);
  }
}
