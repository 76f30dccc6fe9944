import { join } from 'node:path';
import { packageRoot } from '../profiles/package-root.js';

/** The built worker of that name; null in the sources, which Node cannot run in a thread. */
export function workerFile(name: string): string | null {
  if (import.meta.url.endsWith('.ts')) return null;
  return join(packageRoot(), 'dist', `${name}.js`);
}
