import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const pageBytes = 4096;

/** A file system of its own that is soon full; only root may have one. */
export class SmallDisk {
  private constructor(readonly folder: string) {
    afterAll(() => void spawnSync('umount', [folder]));
  }

  /** @returns why there is none */
  static mount(folder: string): SmallDisk | string {
    mkdirSync(folder);
    if (process.getuid?.() !== 0) return 'only root can mount a file system';
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', folder]);
    return status === 0 ? new SmallDisk(folder) : 'a file system cannot be mounted here';
  }

  /** Leaves room for so many pages. */
  fill(pages: number): void {
    const file = openSync(join(this.folder, 'filler'), 'w');
    const page = Buffer.alloc(pageBytes);
    const reserved = join(this.folder, 'reserved');
    const room = openSync(reserved, 'w');
    for (let count = 0; count < pages; count++) writeSync(room, page);
    closeSync(room);
    try {
      for (;;) writeSync(file, page);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
      rmSync(reserved);
    }
  }

  empty(): void {
    rmSync(join(this.folder, 'filler'));
  }

  makeReadOnly(isReadOnly: boolean): void {
    const mode = isReadOnly ? 'ro' : 'rw';
    spawnSync('mount', ['-o', `remount,${mode}`, this.folder]);
  }
}
