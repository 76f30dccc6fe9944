// Makes build/gallery/: the reports of the runs of gallery-runs.json, without the space between their
// parts, and the page of all of them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const program = path('../bin/guestperf-sim.js');
const runs = JSON.parse(readFileSync(path('gallery-runs.json')));
const folder = path('../build/gallery/');
mkdirSync(folder, { recursive: true });
for (const { report, options } of runs) {
  const args = [program, 'run', ...options.split(' '), '--format', 'guestperf'];
  const { status, stdout, error } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${report}: exit status ${status}`);
  writeFileSync(`${folder}${report}`, `${stdout.replaceAll(/\n */g, '')}\n`);
}

const reports = runs.map(({ report }) => `${folder}${report}`);
const page = `${folder}headline.html`;
const plot = [program, 'plot', ...reports, '--output', page];
const { status, error } = spawnSync(process.execPath, plot, { stdio: 'inherit' });
if (error) throw error;
if (status !== 0) throw new Error(`the page: exit status ${status}`);
console.log(page);
