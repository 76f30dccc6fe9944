// A process that asks one mutant after the other for the digests of kept migrations: as
// test/digests/digests.test.ts does, without loading a test runner for each. It is started by
// warm-process.mjs.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { context } from 'esbuild';
import { work } from './work.mjs';

/** A mutant that makes this many times the usual work has a loop that never ends, or as good as that. */
const slowdown = 4;

/** One that waits for something that never comes makes none: that takes so many times longer. */
const patience = 20;

/** Known when the digests have been made once. */
let limitMs = Infinity;

/** More memory than they need. */
const memoryMb = 1000;

const program = `
import { keptLine, keptMigrations } from './test/digests/kept-migrations.ts';
import { parentPort, workerData } from 'node:worker_threads';
const lines = [];
const isKept = keptMigrations.every((kept, index) => {
  lines.push(keptLine(kept));
  return workerData === null || lines[index] === workerData[index];
});
parentPort.postMessage({ lines, isKept });
`;

let mutant = null;

const bundle = await context({
  stdin: { contents: program, resolveDir: process.cwd() },
  bundle: true,
  write: false,
  format: 'cjs',
  platform: 'node',
  logLevel: 'silent',
  define: { 'import.meta.url': JSON.stringify(pathToFileURL(resolve('src/index.ts')).href) },
  plugins: [
    {
      name: 'mutation',
      setup: ({ onLoad }) =>
        onLoad({ filter: /[/\\]src[/\\].*\.ts$/ }, ({ path }) => ({
          contents: path === mutant?.file ? mutant.code : readFileSync(path, 'utf8'),
          loader: 'ts',
        })),
    },
  ],
});

/** The lines of a mutant, up to the first one that is not among `kept`; or how it ended otherwise. */
async function linesOf(kept) {
  const [{ text }] = (await bundle.rebuild()).outputFiles;
  const worker = new Worker(text, {
    eval: true,
    workerData: kept,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  const begunAt = work();
  const begunAtMs = performance.now();
  return new Promise((done) => {
    const end = (outcome) => {
      clearInterval(watch);
      worker.removeAllListeners();
      // What it ends of late is nobody's error.
      worker.on('error', () => {});
      void worker.terminate().then(() => done(outcome));
    };
    const watch = setInterval(() => {
      const waitedMs = performance.now() - begunAtMs;
      if (work() - begunAt > limitMs || waitedMs > patience * limitMs) end({ isKept: false });
    }, 200);
    worker.on('message', end);
    worker.on('error', () => end({ isKept: false }));
    worker.on('exit', () => end({ isKept: false }));
  });
}

const begunAt = work();
const { lines } = await linesOf(null);
limitMs = slowdown * (work() - begunAt);

process.on('message', async ({ path, code }) => {
  mutant = { file: resolve(path), code };
  const { isKept } = await linesOf(lines);
  process.send({ kind: 'end', noticed: isKept ? null : 'test/digests/digests.test.ts' });
});
process.on('disconnect', () => process.exit());
process.send({ kind: 'ready' });
