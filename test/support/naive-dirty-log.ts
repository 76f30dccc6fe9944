import { CLEAR_CHUNK_PAGES } from '../../src/host/dirty-log.js';
import type { DirtyLogForm } from '../../src/host/dirty-tracking.js';

/** KVM's dirty log and QEMU's layers above it as sets of pages. */
export class NaiveDirtyLog {
  readonly kernelLog = new Set<number>();
  private readonly snapshot = new Set<number>();
  private readonly unclearedChunks = new Set<number>();

  constructor(
    private readonly form: DirtyLogForm,
    watchedPages: Iterable<number>,
  ) {
    if (form === 'manual-protect') for (const page of watchedPages) this.kernelLog.add(page);
  }

  /** Returns whether the write faulted. */
  write(page: number): boolean {
    const faulted = !this.kernelLog.has(page);
    this.kernelLog.add(page);
    return faulted;
  }

  /** Merges the log into `dirty`; returns how many pages were logged, and how many were new. */
  sync(dirty: Set<number>, chunks: number): { logged: number; fresh: number } {
    const logged = this.kernelLog.size;
    let fresh = 0;
    this.snapshot.clear();
    for (const page of this.kernelLog) {
      if (!dirty.has(page)) fresh++;
      dirty.add(page);
      this.snapshot.add(page);
    }
    if (this.form === 'clear-at-sync') {
      this.kernelLog.clear();
    } else {
      for (let chunk = 0; chunk < chunks; chunk++) this.unclearedChunks.add(chunk);
    }
    return { logged, fresh };
  }

  mustClearBefore(page: number): boolean {
    return this.unclearedChunks.has(Math.floor(page / CLEAR_CHUNK_PAGES));
  }

  /** Returns how many pages were protected again. */
  clearChunk(page: number): number {
    const chunk = Math.floor(page / CLEAR_CHUNK_PAGES);
    this.unclearedChunks.delete(chunk);
    let reprotected = 0;
    for (const reported of this.snapshot) {
      if (Math.floor(reported / CLEAR_CHUNK_PAGES) !== chunk) continue;
      this.snapshot.delete(reported);
      if (this.kernelLog.delete(reported)) reprotected++;
    }
    return reprotected;
  }
}
