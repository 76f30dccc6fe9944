import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** All files in a folder and the folders in it, as paths within it, sorted. */
export function filesIn(folder: string, within = ''): string[] {
  return readdirSync(join(folder, within), { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(within, entry.name);
      return entry.isDirectory() ? filesIn(folder, path) : [path];
    })
    .toSorted();
}
