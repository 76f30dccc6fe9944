import type { TimerClock } from '../../../guest/vm-clock.js';
import type { PageRange } from '../../../memory/page-range.js';
import { PAGE_BYTES } from '../../../memory/units.js';
import { type MigrationContext, traceEvent } from '../../../migration/context.js';
import type { DirtyHistory } from '../../../migration/dirty-history.js';
import type { SyncNotifier } from '../../../migration/dirty-sync.js';
import type { HoldBackLook, HoldBackRule } from '../../../migration/rules/hold-back-rule.js';
import type { MigrationLook } from '../../../migration/rules/migration-look.js';
import { timerDue } from '../../../sim/time.js';

/** Leaves pages for later as a rule says: it is asked after each sync, and where it has a timer, at each tick of that. */
export class HoldBack implements SyncNotifier {
  /** @param count told how many pages a look has counted the pending ones of */
  constructor(
    private readonly rule: HoldBackRule,
    private readonly context: MigrationContext,
    private readonly clock: TimerClock,
    private readonly history: DirtyHistory,
    private readonly look: () => MigrationLook,
    private readonly count: (pages: number) => void = () => {},
  ) {}

  start(): void {
    const { everyMs } = this.rule;
    if (everyMs !== undefined) this.tickAfter(everyMs);
  }

  beforeSync(): void {
    // What is held back stays so while the log is fetched.
  }

  afterSync(): void {
    const { context, history } = this;
    if (history.heldDirtied > 0) {
      traceEvent(context, {
        event: 'held-pages-dirtied',
        bytes: history.heldDirtied * PAGE_BYTES,
      });
      history.heldDirtied = 0;
    }
    if (this.context.mutex.isClosed) this.giveBack();
    else this.decide('sync');
  }

  private tickAfter(everyMs: number): void {
    const next = timerDue(this.clock.now, everyMs);
    this.clock.schedule(next, () => {
      if (this.context.mutex.isClosed) return;
      this.decide('timer');
      this.tickAfter(everyMs);
    });
  }

  private decide(cause: HoldBackLook['cause']): void {
    const { context, history, rule } = this;
    const { ram } = context;
    const runs = rule.pages({
      ...this.look(),
      cause,
      rememberedSyncs: history.syncs,
      pendingBytes: (run) => this.pendingBytes(run),
      get dirtiedRuns() {
        return history.runs;
      },
      get heldBytes() {
        return ram.held.runs.reduce((sum, run) => sum + ram.pendingBytes(run), 0);
      },
    });
    if (runs === null || (runs.length === 0 && ram.held.runs.length === 0)) return;
    ram.hold(runs);
    if (context.trace === null) return;
    traceEvent(context, {
      event: 'hold-back',
      runs: runs.length,
      held_bytes: runs.reduce((sum, run) => sum + ram.pendingBytes(run), 0),
      pending_bytes: ram.remainingBytes,
    });
  }

  /** The guest stands still: what the rule does not give back now is never sent. */
  private giveBack(): void {
    const { context, rule } = this;
    const { ram } = context;
    const heldRuns = ram.held.runs;
    if (rule.giveBack === undefined || heldRuns.length === 0) return;
    const runs = rule.giveBack({
      ...this.look(),
      heldRuns,
      pendingBytes: (run) => this.pendingBytes(run),
    });
    if (runs === null) return;
    const leftOut = without(heldRuns, runs).reduce(
      (pages, { start, end }) => pages + ram.skip(start, end),
      0,
    );
    traceEvent(context, { event: 'give-back', runs: runs.length, left_out_pages: leftOut });
  }

  private pendingBytes({ end, start }: PageRange): number {
    const { ram } = this.context;
    const last = ram.memory.totalPages;
    const within = {
      start: Math.min(last, Math.max(0, Math.trunc(start) || 0)),
      end: Math.min(last, Math.max(0, Math.trunc(end) || 0)),
    };
    if (within.start >= within.end) return 0;
    this.count(within.end - within.start);
    return ram.pendingBytes(within);
  }
}

/** What of `runs` is in none of `others`; both in order, and disjoint. */
function without(runs: readonly PageRange[], others: readonly PageRange[]): readonly PageRange[] {
  const left: PageRange[] = [];
  let index = 0;
  for (const { start, end } of runs) {
    let from = start;
    while (index < others.length && others[index].end <= from) index++;
    for (let next = index; next < others.length && others[next].start < end; next++) {
      if (others[next].start > from) left.push({ start: from, end: others[next].start });
      from = Math.max(from, others[next].end);
    }
    if (from < end) left.push({ start: from, end });
  }
  return left;
}
