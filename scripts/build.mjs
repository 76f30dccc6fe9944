// Builds dist/: the bundle, the manual page, the type declarations and the published JSON Schemas.
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

const shared = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
};

// What is wrong with an input is said by the program itself, in English: zod's other languages are a quarter of it.
const withoutLocales = {
  name: 'without-locales',
  setup({ onLoad }) {
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents: 'export {};' }));
  },
};

// Split, so that a command loads what it needs: `--version` must not pay for the simulator.
async function bundle() {
  await build({
    ...shared,
    entryPoints: {
      cli: 'src/process.ts',
      index: 'src/index.ts',
      'simulation-worker': 'src/workers/simulation-worker.ts',
      'calibration-worker': 'src/calibrate/calibration-worker.ts',
    },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    splitting: true,
    minify: true,
    plugins: [withoutLocales],
    // One file, which npm installs anyway, and which only strategies need.
    external: ['acorn'],
    // CommonJS dependencies ask for Node's own modules with require().
    banner: {
      js: "import{createRequire as nodeRequire}from'node:module';const require=nodeRequire(import.meta.url);",
    },
  });
}

async function declarations() {
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  const compiler = [join(typescript, 'bin', 'tsc'), '--project', 'tsconfig.types.json'];
  await promisify(execFile)(process.execPath, compiler, { cwd: root }).catch((error) => {
    throw new Error(error.stdout || error.stderr);
  });
  const needed = await declared(join(dist, 'types', 'index.d.ts'));
  await keepOnly(join(dist, 'types'), needed);
  await withTabs(needed);
}

// The declarations that one needs, itself included: the compiler writes those of all that is compiled.
async function declared(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  const text = await readFile(file, 'utf8');
  for (const [, path] of text.matchAll(/(?:from|import\()\s*['"](\.[^'"]+)\.js['"]/g)) {
    await declared(join(dirname(file), `${path}.d.ts`), found);
  }
  return found;
}

// A level of indentation is a tab: a seventh of what the compiler writes is blanks.
async function withTabs(files) {
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replaceAll(/^(?: {4})+/gm, (blanks) => '\t'.repeat(blanks.length / 4)),
    );
  }
}

async function keepOnly(folder, files) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !files.has(path)) await rm(path);
  }
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

// What is put into pages: programs for browsers and their style sheets.
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
  };
  await Promise.all([
    build({
      ...forBrowsers,
      entryPoints: { plot: 'src/plot/page/main.ts' },
      // Every such page is a copy of uPlot, which its notice has to accompany.
      banner: { js: `/*! uPlot\n${license}*/` },
    }),
    build({ ...forBrowsers, entryPoints: { 'heat-map': 'src/sweep/page/main.ts' } }),
  ]);
}

// For `man guestperf-sim`, which npm installs.
async function manualPage() {
  const { stdout } = await promisify(execFile)(process.execPath, [join(dist, 'cli.js'), 'man']);
  await mkdir(join(dist, 'man'), { recursive: true });
  await writeFile(join(dist, 'man', 'guestperf-sim.1.gz'), gzipSync(stdout, { level: 9 }));
}

await rm(dist, { recursive: true, force: true });
await Promise.all([bundle().then(manualPage), pages(), declarations(), schemas()]);
