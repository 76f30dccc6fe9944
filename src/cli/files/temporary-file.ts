import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Output } from './output.js';
import type { FileTarget } from './output-target.js';
import { forgetTemporary, freshTemporaryName, keepTemporary } from './temporary-names.js';
import { writeWhole } from './whole-write.js';

/** Who may do what with a new file, before the process's own mask. */
const newFileMode = 0o666;
/** Permissions alone, and with the bits that hold only for the owner they were given for. */
const permissionBits = 0o777;
const allModeBits = 0o7777;

/** A regular file that is replaced as a whole: a temporary one beside it takes its name in the end. */
export class TemporaryFile implements Output {
  private readonly temporary: string;
  private readonly descriptor: number;
  private isOpen = true;

  /** @throws Error of the system if it cannot be made */
  constructor(private readonly target: FileTarget) {
    const folder = dirname(target.path);
    this.temporary = join(folder, freshTemporaryName(folder));
    const mode = statSync(target.path, { throwIfNoEntry: false })?.mode ?? newFileMode;
    keepTemporary(this.temporary);
    try {
      this.descriptor = openSync(this.temporary, 'wx', mode & permissionBits);
    } catch (error) {
      forgetTemporary(this.temporary);
      throw error;
    }
  }

  write(text: string): void {
    writeWhole(this.descriptor, text);
  }

  commit(): void {
    this.takeAfter();
    // Some file systems find out only now that they are full.
    fsyncSync(this.descriptor);
    this.close();
    renameSync(this.temporary, this.target.path);
    forgetTemporary(this.temporary);
  }

  discard(): void {
    this.close();
    rmSync(this.temporary, { force: true });
    forgetTemporary(this.temporary);
  }

  /** Takes the owner and the mode of the file that is replaced, as far as that is permitted. */
  private takeAfter(): void {
    const old = statSync(this.target.path, { throwIfNoEntry: false });
    if (old === undefined) return;
    const { uid, gid } = fstatSync(this.descriptor);
    const isOwned =
      (uid === old.uid && gid === old.gid) ||
      isPermitted(() => fchownSync(this.descriptor, old.uid, old.gid));
    const bits = isOwned ? allModeBits : permissionBits;
    isPermitted(() => fchmodSync(this.descriptor, old.mode & bits));
  }

  private close(): void {
    if (this.isOpen) closeSync(this.descriptor);
    this.isOpen = false;
  }
}

function isPermitted(call: () => void): boolean {
  try {
    call();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM') return false;
    throw error;
  }
}
