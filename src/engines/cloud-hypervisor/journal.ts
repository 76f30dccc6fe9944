import { PAGE_BYTES } from '../../memory/units.js';
import { toMs } from '../../sim/time.js';
import { kindsOfWork } from '../../sim/work-budget.js';
import type { VirtualClock } from '../../sim/virtual-clock.js';
import type { MemoryPass, MigrationProgress } from './report.js';

/** A pass: its table is fetched and sent, whether it is kept or not. */
const PASS_WORK = 100;
/** A pass that is kept with its progress, and what a log says of them: about a byte each. */
const KEPT_PASS_WORK = 1000;

/** What a migration has written down of itself so far: its log, its events and its progress. */
export class MigrationJournal {
  /** All passes, where they are kept. */
  readonly passes: MemoryPass[] = [];
  /** All snapshots of the progress object, where they are kept. */
  readonly progress: MigrationProgress[];
  /** Whether passes and progress are kept, which grow with the time that the migration takes. */
  keepsAll = true;
  latest: MigrationProgress;
  lastPass: MemoryPass | null = null;
  /** Passes that were sent, the one of the downtime included. */
  sentPasses = 0;
  /** Events migration-memory-iteration: one for each pass that the loop has sent. */
  iterationEvents = 0;
  /** Updates come with each pass, never while one is sent. */
  dirtyPagesPerSecond = 0;
  /** Of the dirty passes that the loop has sent: those behind the first. */
  private overheadMs = 0;

  constructor(
    private readonly clock: VirtualClock,
    private readonly downtimeMs: number,
    totalBytes: number,
  ) {
    this.latest = beginning(totalBytes);
    this.progress = [this.latest];
  }

  /** The loop has sent a pass. */
  sentByLoop(pass: MemoryPass): void {
    this.sent(pass);
    if (this.iterationEvents > 0) this.overheadMs += pass.overheadMs;
    this.iterationEvents++;
  }

  /**
   * A pass was sent.
   *
   * @throws WorkExceeded if there are more passes than a run may have
   */
  sent(pass: MemoryPass): void {
    const { work } = this.clock;
    work.spend(kindsOfWork.passes, this.keepsAll ? KEPT_PASS_WORK : PASS_WORK);
    this.lastPass = pass;
    this.sentPasses++;
    if (this.keepsAll) this.passes.push(pass);
  }

  /**
   * A snapshot of the progress object (vm-migration/src/progress.rs). Without an estimate it has the
   * downtime that was asked for.
   */
  update(change: Partial<MigrationProgress>, estimatedDowntimeMs: number | null = null): void {
    this.follow({
      ...change,
      atMs: toMs(this.clock.now),
      dirtyPagesPerSecond: this.dirtyPagesPerSecond,
      estimatedDowntimeMs: estimatedDowntimeMs ?? this.downtimeMs,
    });
  }

  /** The last snapshot: nothing but the state is new. */
  finish(state: 'Finished' | 'Failed'): void {
    this.follow({ atMs: toMs(this.clock.now), state });
  }

  /** Mean time beside its transfer of a dirty pass that the loop sends, ms; 0 if it sends none. */
  get meanOverheadMs(): number {
    const dirtyPasses = this.iterationEvents - 1;
    return dirtyPasses > 0 ? this.overheadMs / dirtyPasses : 0;
  }

  private follow(change: Partial<MigrationProgress>): void {
    this.latest = { ...this.latest, ...change };
    if (this.keepsAll) this.progress.push(this.latest);
  }
}

function beginning(bytesTotal: number): MigrationProgress {
  return {
    atMs: 0,
    phase: 'Starting',
    state: 'Ongoing',
    throttlePercent: 0,
    iteration: 0,
    bytesPerSecond: 0,
    estimatedDowntimeMs: 0,
    bytesTotal,
    bytesTransmitted: 0,
    bytesRemainingIteration: 0,
    dirtyPagesPerSecond: 0,
  };
}

/** Pages of 4 KiB, rounded up. */
export function pages4k(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES);
}
