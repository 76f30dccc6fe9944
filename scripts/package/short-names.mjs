// Short names for chunks. esbuild names them by a hash, which caches of browsers need; here a name is written in each
// import of a thousand.
import { posix } from 'node:path';

const imported = /(?<="\.\/(?:chunks\/)?)(\w+)(?=\.js")/g;

/** The texts of modules by path, those of a folder `chunks` with short names wherever they are named. */
export function withShortNames(modules) {
  const chunks = [...modules.keys()].filter(
    (path) => posix.basename(posix.dirname(path)) === 'chunks',
  );
  const names = new Map(
    chunks.toSorted().map((path, index) => [posix.basename(path, '.js'), index.toString(36)]),
  );
  return new Map(
    [...modules].map(([path, text]) => {
      const { dir, name } = posix.parse(path);
      const short = chunks.includes(path) ? posix.join(dir, `${names.get(name)}.js`) : path;
      return [short, text.replaceAll(imported, (whole) => names.get(whole) ?? whole)];
    }),
  );
}
