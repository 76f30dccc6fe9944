// Makes build/guestperf-sim.mjs, or the file that is named: the program in one file, which needs Node and nothing else.
// It holds what is built, the profiles and the published tables, packed; where it is started for the first time it lays
// them down in the cache of the user ($XDG_CACHE_HOME or ~/.cache), and from then on starts from there.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = argv[2] ?? join(root, 'build', 'guestperf-sim.mjs');
const packed = [
  'package.json',
  'dist',
  'profiles',
  'results/published',
  // What the build leaves outside.
  'node_modules/acorn/package.json',
  'node_modules/acorn/dist/acorn.js',
];
/** For programs that use the package, not for those who run it. */
const left = /^dist\/(types|schema|man)\//;

function filesIn(path) {
  if (path.includes('.')) return [path];
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !left.test(file))
    .sort();
}

// Latin-1 keeps the bytes of any file.
const files = packed
  .flatMap(filesIn)
  .map((file) => [file, readFileSync(join(root, file), 'latin1')]);
const text = JSON.stringify(files);
const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
const data = brotliCompressSync(text).toString('base64');

mkdirSync(dirname(target), { recursive: true });
writeFileSync(
  target,
  `#!/usr/bin/env node
// guestperf-sim in one file; MIT licence. Made by scripts/bundle.mjs.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

function unpack(folder) {
  const files = JSON.parse(brotliDecompressSync(Buffer.from('${data}', 'base64')).toString());
  for (const [file, text] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text, 'latin1');
  }
}

// Another process may do the same: whoever is first gives the folder its name.
function cached() {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'guestperf-sim');
  const folder = join(cache, '${hash}');
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const begun = mkdtempSync(join(cache, 'begun-'));
  unpack(begun);
  try {
    renameSync(begun, folder);
  } catch (error) {
    rmSync(begun, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

// Where nothing can be kept, it is laid down for this time only.
function passing() {
  const folder = mkdtempSync(join(tmpdir(), 'guestperf-sim-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  unpack(folder);
  return folder;
}

let folder;
try {
  folder = cached();
} catch {
  folder = passing();
}
await import(pathToFileURL(join(folder, 'dist', 'cli.js')).href);
`,
);
chmodSync(target, 0o755);
console.log(
  `${target}: ${files.length} files, ${Math.round(readFileSync(target).length / 1024)} KiB`,
);
