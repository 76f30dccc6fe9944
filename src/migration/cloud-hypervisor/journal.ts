import { PAGE_BYTES } from '../../memory/units.js';
import type { MemoryPass, MigrationProgress } from './report.js';

/** What a migration has written down of itself so far: its log, its events and its progress. */
export class MigrationJournal {
  readonly passes: MemoryPass[] = [];
  readonly progress: MigrationProgress[] = [];
  /** Events migration-memory-iteration: one for each pass that the loop has sent. */
  iterationEvents = 0;
  /** Updates come with each pass, never while one is sent. */
  dirtyPagesPerSecond = 0;

  constructor(
    private readonly downtimeMs: number,
    private readonly totalBytes: number,
  ) {}

  get lastPass(): MemoryPass | null {
    return this.passes.at(-1) ?? null;
  }

  get latest(): MigrationProgress | null {
    return this.progress.at(-1) ?? null;
  }

  /** A snapshot of the progress object (vm-migration/src/progress.rs). */
  update(
    change: Partial<MigrationProgress> & Pick<MigrationProgress, 'atMs'>,
    estimatedDowntimeMs: number | null = null,
  ): void {
    const before = this.latest ?? this.beginning();
    this.progress.push({
      ...before,
      ...change,
      dirtyPagesPerSecond: this.dirtyPagesPerSecond,
      estimatedDowntimeMs: estimatedDowntimeMs ?? this.downtimeMs,
    });
  }

  /** Mean time of a dirty pass beside its transfer, ms. */
  get meanOverheadMs(): number {
    const dirty = this.passes.filter(({ iteration }) => iteration > 0);
    if (dirty.length === 0) return 0;
    return dirty.reduce((sum, { overheadMs }) => sum + overheadMs, 0) / dirty.length;
  }

  private beginning(): MigrationProgress {
    return {
      atMs: 0,
      phase: 'Starting',
      state: 'Ongoing',
      throttlePercent: 0,
      iteration: 0,
      bytesPerSecond: 0,
      estimatedDowntimeMs: 0,
      bytesTotal: this.totalBytes,
      bytesTransmitted: 0,
      bytesRemainingIteration: 0,
      dirtyPagesPerSecond: 0,
    };
  }
}

/** Pages of 4 KiB, rounded up. */
export function pages4k(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES);
}
