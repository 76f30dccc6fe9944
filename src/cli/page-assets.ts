import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { PageAssets } from '../documents/offline-page.js';
import { packageRoot } from '../profiles/package-root.js';

/** The program and the style of a kind of page: packed files of the build, read only when a page is made. */
export function pageAssets(kind: 'plot' | 'heat-map'): PageAssets {
  const asset = (ending: string) =>
    brotliDecompressSync(
      readFileSync(join(packageRoot(), 'dist', 'pages', `${kind}.${ending}.br`)),
    ).toString();
  return { script: asset('js'), style: asset('css') };
}
