// Builds dist/: the bundle, the manual page, the type declarations and the published JSON Schemas.
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { joinedChunks } from './package/joined-chunks.mjs';
import { leanChunks } from './package/lean-chunks.mjs';
import { keepReachable } from './package/reachable-declarations.mjs';
import { withShortNames } from './package/short-names.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

const minified = { minify: true, charset: 'utf8' };

const shared = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
};

// Of libraries, what the program has no use for.
const unused = {
  name: 'unused',
  setup({ onLoad }) {
    // What is wrong with an input is said by the program itself, in English: zod's other languages are a quarter of it.
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents: 'export {};' }));
    // One of its seven generators.
    onLoad({ filter: /seedrandom\/index\.js$/ }, () => ({
      contents: "exports.alea = require('./lib/alea');",
    }));
    // Tables are coloured by the program, if at all: cli-table3 then does without.
    onLoad({ filter: /@colors\/colors\/safe\.js$/ }, () => ({ contents: '' }));
  },
};

// Split, so that a command loads what it needs: `--version` must not pay for the simulator.
async function bundle() {
  const entryPoints = {
    cli: 'src/process.ts',
    index: 'src/index.ts',
    'simulation-worker': 'src/workers/simulation-worker.ts',
    'calibration-worker': 'src/calibrate/calibration-worker.ts',
  };
  const { outputFiles } = await build({
    ...shared,
    ...minified,
    entryPoints,
    outdir: 'dist',
    chunkNames: 'chunks/[hash]',
    splitting: true,
    plugins: [unused],
    // One file, which npm installs anyway, and which only strategies need.
    external: ['acorn'],
    write: false,
  });
  const modules = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const entries = Object.keys(entryPoints).map((name) => join(dist, `${name}.js`));
  const joined = await joinedChunks(leanChunks(modules), entries, { ...shared, ...minified });
  const texts = withShortNames(joined);
  await mkdir(join(dist, 'chunks'), { recursive: true });
  await Promise.all([...texts].map(([path, text]) => writeFile(path, text)));
}

async function declarations() {
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  const compiler = [join(typescript, 'bin', 'tsc'), '--project', 'tsconfig.types.json'];
  await promisify(execFile)(process.execPath, compiler, { cwd: root }).catch((error) => {
    throw new Error(error.stdout || error.stderr);
  });
  await keepReachable(join(dist, 'types'));
}

async function schemas() {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: ['src/published-schemas.ts'],
    write: false,
  });
  const module = Buffer.from(outputFiles[0].contents).toString('base64');
  const { publishedSchemas } = await import(`data:text/javascript;base64,${module}`);
  await mkdir(join(dist, 'schema'), { recursive: true });
  for (const [file, schema] of Object.entries(publishedSchemas())) {
    await writeFile(join(dist, 'schema', file), `${JSON.stringify(schema)}\n`);
  }
}

// What is put into pages: programs for browsers and their style sheets. Packed, as they are a third of that.
async function pages() {
  const license = await readFile(join(root, 'node_modules', 'uplot', 'LICENSE'), 'utf8');
  const forBrowsers = {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: ['chrome111', 'firefox115', 'safari16.4'],
    outdir: 'dist/pages',
    write: false,
  };
  const built = await Promise.all([
    build({
      ...forBrowsers,
      entryPoints: { plot: 'src/plot/page/main.ts' },
      // Every such page is a copy of uPlot, which its notice has to accompany.
      banner: { js: `/*! uPlot\n${license}*/` },
    }),
    build({ ...forBrowsers, entryPoints: { 'heat-map': 'src/sweep/page/main.ts' } }),
  ]);
  await mkdir(join(dist, 'pages'), { recursive: true });
  for (const { path, contents } of built.flatMap(({ outputFiles }) => outputFiles)) {
    await writeFile(`${path}.br`, brotliCompressSync(contents));
  }
}

// For `man guestperf-sim`, which npm installs.
async function manualPage() {
  const { stdout } = await promisify(execFile)(process.execPath, [join(dist, 'cli.js'), 'man']);
  await mkdir(join(dist, 'man'), { recursive: true });
  await writeFile(join(dist, 'man', 'guestperf-sim.1.gz'), gzipSync(stdout, { level: 9 }));
}

await rm(dist, { recursive: true, force: true });
await Promise.all([bundle().then(manualPage), pages(), declarations(), schemas()]);
