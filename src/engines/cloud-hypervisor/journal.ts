import { PAGE_BYTES } from '../../memory/units.js';
import { toMs } from '../../sim/time.js';
import type { VirtualClock } from '../../sim/virtual-clock.js';
import type { MemoryPass, MigrationProgress } from './report.js';

/** What a migration has written down of itself so far: its log, its events and its progress. */
export class MigrationJournal {
  readonly passes: MemoryPass[] = [];
  readonly progress: MigrationProgress[];
  /** Events migration-memory-iteration: one for each pass that the loop has sent. */
  iterationEvents = 0;
  /** Updates come with each pass, never while one is sent. */
  dirtyPagesPerSecond = 0;

  constructor(
    private readonly clock: VirtualClock,
    private readonly downtimeMs: number,
    totalBytes: number,
  ) {
    this.progress = [beginning(totalBytes)];
  }

  get latest(): MigrationProgress {
    return this.progress[this.progress.length - 1];
  }

  /**
   * A snapshot of the progress object (vm-migration/src/progress.rs). Without an estimate it has the
   * downtime that was asked for.
   */
  update(change: Partial<MigrationProgress>, estimatedDowntimeMs: number | null = null): void {
    this.progress.push({
      ...this.latest,
      ...change,
      atMs: toMs(this.clock.now),
      dirtyPagesPerSecond: this.dirtyPagesPerSecond,
      estimatedDowntimeMs: estimatedDowntimeMs ?? this.downtimeMs,
    });
  }

  /** The last snapshot: nothing but the state is new. */
  finish(state: 'Finished' | 'Failed'): void {
    this.progress.push({ ...this.latest, atMs: toMs(this.clock.now), state });
  }

  /** Mean time beside its transfer of a dirty pass that the loop sends, ms; 0 if it sends none. */
  get meanOverheadMs(): number {
    const dirty = this.passes.slice(1, this.iterationEvents);
    if (dirty.length === 0) return 0;
    return dirty.reduce((sum, { overheadMs }) => sum + overheadMs, 0) / dirty.length;
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
