// Compares what two builds advise: `node bench/advice.mjs OTHER/dist [case text]`. Each recommendation for the cases of
// docs/advise.md and of the benchmark is simulated with 100 seeds that neither search has seen.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { adviseCases } from './rows.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const seeds = 100;

const [otherDist, text = ''] = process.argv.slice(2);
if (otherDist === undefined) {
  console.error('usage: node bench/advice.mjs OTHER/dist [TEXT]');
  process.exit(2);
}
const judge = await sources();
const cases = [...documentedCases(), ...adviseCases].filter((words) => words.includes(text));
console.log('case | build | verdict | settings | goals met | guest speed | total | runs');
for (const words of new Set(cases)) {
  const args = words.split(' ');
  const rows = [
    ['before', resolve(otherDist)],
    ['now', join(root, 'dist')],
  ].map(([name, dist]) => [name, adviceOf(dist, args)]);
  for (const [name, advice] of rows) {
    const { met, speed, totalS } = judge(args, advice);
    const { settings, simulated_runs: runs, verdict } = advice;
    const figures = [`${met} of ${seeds}`, `${speed.toFixed(1)} %`, `${totalS.toFixed(1)} s`, runs];
    console.log([words, name, verdict, settings.text, ...figures].join(' | '));
  }
}

/** The cases of the page, without its prompt. */
function documentedCases() {
  const page = readFileSync(join(root, 'docs', 'advise.md'), 'utf8').replaceAll('\\\n', ' ');
  return [...page.matchAll(/^\$ guestperf-sim advise (.*)$/gm)].map(([, words]) =>
    words.replace(/\s+/g, ' '),
  );
}

function adviceOf(dist, args) {
  const program = join(dist, '..', 'bin', 'guestperf-sim.js');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [program, 'advise', ...args, '--format', 'json'],
    { cwd: root, maxBuffer: 2 ** 28 },
  );
  if (stdout.length === 0) throw new Error(String(stderr));
  return JSON.parse(stdout);
}

/** What the sources of this build say of an advice: by what it tells QEMU, as somebody would type it. */
async function sources() {
  const contents = `
    export { adviseCommand } from './src/advise/command.js';
    export { candidateOf } from './src/advise/candidate.js';
    export { questionOf } from './src/advise/command-question.js';
    export { meetsGoals } from './src/advise/goals.js';
    export { parseCommandLine } from './src/cli/command-line.js';
    export { simulate } from './src/engines/simulate.js';
    export { runRecord } from './src/results/run-record.js';
    export { candidateOfQmp } from './test/support/advised-scenario.js';`;
  const outfile = join(root, 'dist', 'advice-judge.mjs');
  await build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
    banner: {
      js: "import{createRequire as nodeRequire}from'node:module';const require=nodeRequire(import.meta.url);",
    },
  });
  const source = await import(outfile);
  return (args, advice) => {
    const request = source.parseCommandLine(source.adviseCommand, args);
    const { goals, open, plain } = source.questionOf(request.values, textOf);
    const advised = source.candidateOfQmp(plain, advice.qmp);
    const guests = open === null ? [plain.settings.workload] : [open.grows, open.stops];
    const met = [];
    const runs = Array.from({ length: seeds }, (_, index) => {
      const each = guests.map((workload) => {
        const { scenario } =
          open === null ? advised : source.candidateOf({ ...advised.settings, workload });
        const fresh = { ...scenario, seed: 'compared', repeat: index + 1 };
        return source.runRecord(source.simulate(fresh, { onlyFigures: true }));
      });
      met.push(each.every((run) => source.meetsGoals(run, goals)));
      return each[0];
    });
    return {
      met: met.filter(Boolean).length,
      speed: mean(runs.map((run) => run.guest_speed_percent)),
      totalS: mean(runs.map((run) => run.total_time_ms)) / 1000,
    };
  };
}

function textOf(path) {
  return readFileSync(join(root, path), 'utf8');
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
