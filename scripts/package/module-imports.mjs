// What modules import, as esbuild writes it.
import { posix } from 'node:path';

/** An import or export of names, or an import for what a module does when it is loaded. */
const fixedImport = /(?:(?:import|export)\{[^}]*\}from|import)"(\.[^"]+)"/g;
const laterImport = /import\("(\.[^"]+)"\)/g;

/** Paths that a module imports from: with it (`fixed`), and when it gets there (`later`). */
export function importsOf(path, text) {
  const paths = (kind) => [...text.matchAll(kind)].map(([, from]) => importedPath(path, from));
  return { fixed: paths(fixedImport), later: paths(laterImport) };
}

export function importedPath(path, from) {
  return posix.join(posix.dirname(path), from);
}
