import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CaseFile, folderMark } from './fuzz-case.js';

export type FolderState = ReadonlyMap<string, CaseFile>;

/** The folder in which a case runs, and that is gone after it. */
export class CaseFolder {
  private readonly path = mkdtempSync(join(tmpdir(), 'gpf-'));

  /** What a text of a case means in this folder. */
  placed(text: string): string {
    return text.replaceAll(folderMark, `${this.path}/`);
  }

  /** What a text of the program says in any folder. */
  unplaced(text: string): string {
    return text.replaceAll(`${this.path}/`, folderMark).replaceAll(this.path, '.');
  }

  write(files: Readonly<Record<string, CaseFile>>): void {
    for (const [name, file] of Object.entries(files)) {
      const path = join(this.path, name);
      mkdirSync(dirname(path), { recursive: true });
      if (file.kind === 'folder') mkdirSync(path, { recursive: true });
      else if (file.kind === 'link') symlinkSync(file.target, path);
      else writeFileSync(path, this.placed(file.bytes), 'latin1');
    }
  }

  /** Everything that is in the folder, but for folders in which there is something. */
  state(below = ''): FolderState {
    const entries = readdirSync(join(this.path, below)).sort();
    return new Map(
      entries.flatMap((entry): [string, CaseFile][] => {
        const name = join(below, entry);
        const path = join(this.path, name);
        const status = lstatSync(path);
        if (status.isSymbolicLink()) return [[name, { kind: 'link', target: readlinkSync(path) }]];
        if (!status.isDirectory())
          return [[name, { kind: 'file', bytes: readFileSync(path, 'latin1') }]];
        const inside = this.state(name);
        return inside.size === 0 ? [[name, { kind: 'folder' }]] : [...inside];
      }),
    );
  }

  remove(): void {
    if (existsSync(this.path)) rmSync(this.path, { recursive: true });
  }
}
