// Prints the step-by-step table of docs/model.md: how an unsafe free page policy loses pages.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../bin/guestperf-sim.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'free-page-loss-'));
const ms = (value) => `${value.toFixed(1)} ms`;

/** The decisions and the verdict of the documented guest under a policy. */
function run(policy) {
  const trace = join(folder, `${policy}.ndjson`);
  const command =
    'run --host kvm-2016 --mem 1 --workload reused-free-pages --bandwidth 1000 --downtime 100';
  const options = ['--verify', '--format', 'json', '--free-page-hint', policy, '--trace', trace];
  try {
    execFileSync(process.execPath, [program, ...command.split(' '), ...options], { stdio: 'pipe' });
  } catch (error) {
    const verdict = String(error.stderr).match(/verify: .*/)[0];
    const events = readFileSync(trace, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    return { verdict, events };
  }
  throw new Error(`${policy} has lost nothing`);
}

function table(policy) {
  const { verdict, events } = run(policy);
  const setup = events.find(({ event }) => event === 'free-page-request');
  const batch = events.find(({ event, applied }) => event === 'free-page-batch' && applied);
  const sync = events.find(({ event, cause }) => event === 'sync' && cause === 'pending');
  const written = Number(verdict.match(/written at ([\d.]+) ms/)[1]);
  const found = Number(verdict.match(/found by the sync at ([\d.]+) ms/)[1]);
  const [, lost] = verdict.match(/(\d+) LOST/);
  const rows = [
    [setup.t_ms, 'the first sync is over, the guest is asked for a list'],
    [batch.recorded_ms, `the guest records its ${batch.pages} free pages, and builds the list`],
    [written, `${lost} of them are taken and written; the dirty log notes it`],
    [
      found,
      `the pass ends with a sync: ${sync.newly_dirty_pages} pages are to be sent, the ${lost} among them`,
    ],
    [batch.queued_ms, 'the list is built, and put on the queue'],
    [
      batch.t_ms,
      `the bitmap is free, the list is filtered out of it: ${batch.skipped_pages} pages skipped`,
    ],
  ];
  return [
    '| time | what happens |',
    '| --: | --- |',
    ...rows.map(([t, text]) => `| ${ms(t)} | ${text} |`),
  ];
}

for (const policy of ['async-filter', 'flush-queue']) {
  console.log([`Under \`${policy}\`:`, '', ...table(policy), ''].join('\n'));
}
rmSync(folder, { recursive: true });
