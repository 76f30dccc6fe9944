import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resultsDocumentSchema } from '../../src/results/results-document.js';
import { deepOnes } from '../support/draws.js';
import { run } from './program.js';

const light = ['--stress-mem', '64'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guestperf-sim-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function document(args: readonly string[]) {
  const { code, out } = await run([...args, '--format', 'json']);
  expect(code).toBe(0);
  return resultsDocumentSchema.parse(JSON.parse(out));
}

test("the cover letter's command runs as it is", async () => {
  const { code, out, err } = await run(
    (
      '--cpus 16 --mem 100 --max-iters 200 --max-time 1200 --dst-host 192.0.2.7 ' +
      '--binary /path/to/qemu-kvm --kernel /path/to/vmlinuz --initrd /path/to/initrd-stress.img ' +
      '--transport tcp --downtime 500 --auto-converge --auto-converge-step 10 --verbose --stress-mem 3000'
    ).split(' '),
  );
  expect(code).toBe(0);
  expect(out).toMatch(/^ramsize: 3000MB\n\|-+\+-+\+-+\+-+\+-+\|\n/);
  // The default host runs the newest QEMU, which has a background sync of its own.
  expect(out).toMatch(/\| background \| \d+ +\| \d+ +\| \d+ +\| \d+% +\|\n\| sync /);
  const lines = err.trimEnd().split('\n');
  expect(lines[0]).toBe('Sleeping 15 seconds for initial guest workload run');
  expect(lines[1]).toBe('Starting migration');
  expect(lines[2]).toMatch(
    /^Iter 1: remain [ \d]{5,}MB of 102912MB \(total [ \d]{5}MB @ [ \d]{5}Mb\/sec\)$/,
  );
  expect(lines).toContain('Finished migration');
});

test("without options, guestperf's own defaults apply", async () => {
  const { results } = await document([]);
  expect(results).toHaveLength(1);
  expect(results[0]).toMatchObject({
    mode: 'precopy',
    host: 'generic-10g',
    version: '10.2',
    cpus: 1,
    mem_gb: 1,
    workload: 'stress',
    stress_mem_mb: 1024,
    seed: '1',
    repeat: 1,
    parameters: {
      dirty_log: 'manual-protect',
      bandwidth: 125_000,
      downtime: 500,
      max_iters: 30,
      max_time: 300,
      auto_converge: false,
      auto_converge_step: 10,
      cpu_throttle_initial: 20,
      max_cpu_throttle: 99,
      throttle_trigger_threshold: 50,
      background_sync: 'off',
      responsive_throttle: false,
      sleep: 15,
    },
  });
});

test('options reach the scenario', async () => {
  const { results } = await document(
    (
      'run --cpus 2 --stress-mem 64 --qemu 7.2 --dirty-log clear-at-sync --auto-converge ' +
      '--auto-converge-step 5 --throttle-initial 30 --max-throttle 80 --throttle-tailslow ' +
      '--throttle-trigger-threshold 40 --bandwidth 0 --downtime 250 --max-iters 7 --max-time 9 ' +
      '--sleep 3 --seed x'
    ).split(' '),
  );
  expect(results[0]).toMatchObject({
    mode: 'original',
    version: '7.2',
    seed: 'x',
    parameters: {
      dirty_log: 'clear-at-sync',
      bandwidth: 0,
      downtime: 250,
      max_iters: 7,
      max_time: 9,
      auto_converge: true,
      auto_converge_step: 5,
      cpu_throttle_initial: 30,
      cpu_throttle_tailslow: true,
      max_cpu_throttle: 80,
      throttle_trigger_threshold: 40,
      sleep: 3,
    },
  });
});

test('loads run in their order, each with its repeats', async () => {
  const { results } = await document(['--stress-mem', '64,32', '--repeat', '2']);
  const order = results.map((record) => [record.stress_mem_mb, record.repeat]);
  expect(order).toEqual([
    [64, 1],
    [64, 2],
    [32, 1],
    [32, 2],
  ]);
});

test('options without effect are recorded as guestperf spells them', async () => {
  const { recorded_options } = await document(
    (
      '--stress-mem 64 --dst-host 192.0.2.7 --transport tcp --src-cpu-bind 0,1 ' +
      '--huge-pages yes'
    ).split(' '),
  );
  expect(recorded_options).toEqual({
    dst_host: '192.0.2.7',
    transport: 'tcp',
    src_cpu_bind: ['0', '1'],
    huge_pages: 'yes',
  });
});

test('what is recorded but would matter on a host is noted', async () => {
  const { err } = await run([...light, '--transport', 'rdma']);
  expect(err).toMatch(/^note: --transport rdma .*\n/);
});

test('the same seed gives the same bytes, another seed other numbers', async () => {
  const args = ['--stress-mem', '512', '--auto-converge', '--format', 'json'];
  const first = await run(args);
  expect(await run(args)).toEqual(first);
  expect((await run([...args, '--seed', '2'])).out).not.toBe(
    first.out.replaceAll('"seed": "1"', '"seed": "2"'),
  );
});

test('--require-convergence exits 3 where a run was cancelled', async () => {
  const args = ['--max-iters', '1'];
  expect((await run(args)).code).toBe(0);
  const { code, out } = await run([...args, '--require-convergence']);
  expect(code).toBe(3);
  expect(out).toContain('| -        |');
  expect(out).toContain('repeat 1: cancelled, more than 1 iterations (--max-iters)');
  expect((await run([...light, '--require-convergence'])).code).toBe(0);
});

test('--verify reports the verdict and counts lost pages in the records', async () => {
  const { code, out, err } = await run([...light, '--verify', '--format', 'json']);
  expect(code).toBe(0);
  expect(err).toMatch(/^verify: ramsize 64MB, repeat 1: \d+ pages checked, no page lost\n$/);
  expect(JSON.parse(out).results[0].lost_pages).toBe(0);
});

test('--output writes the file and leaves no other', async () => {
  const file = join(folder, 'out.csv');
  const { code, out } = await run([
    ...light,
    '--format',
    'csv',
    '--output',
    file,
    '--color',
    'always',
  ]);
  expect({ code, out }).toEqual({ code: 0, out: '' });
  expect(readFileSync(file, 'utf8')).toMatch(/^scenario,.*\nperfreport,.*\n$/);
  expect(readdirSync(folder)).toEqual(['out.csv']);
});

test('an interruption before the first run leaves what was there', async () => {
  const [output, trace] = ['old.json', 'old.ndjson'].map((name) => join(folder, name));
  writeFileSync(output, 'old');
  writeFileSync(trace, 'old');
  for (const command of [light, ['batch', '--suite', 'cover-letter-v1', '--output', output]]) {
    const args = [...command, ...(command === light ? ['--output', output, '--trace', trace] : [])];
    const { code, out } = await run(args, { isInterrupted: true });
    expect({ code, out }).toEqual({ code: 130, out: '' });
  }
  expect([output, trace].map((file) => readFileSync(file, 'utf8'))).toEqual(['old', 'old']);
  for (const file of [output, trace]) rmSync(file);
});

test('an interruption keeps the runs that are done', async () => {
  const { code, out, err } = await run(
    [...light, '--repeat', '50', '--verify', '--format', 'ndjson'],
    {
      onError: (text, interruption) => {
        if (text.includes('repeat 2:')) interruption.abort();
      },
    },
  );
  expect(code).toBe(130);
  expect(out.trimEnd().split('\n')).toHaveLength(2);
  expect(err).toContain('interrupted: 2 of 50 runs done');
});

test('a migration of days is a row, and a report of each of its seconds is too much', async () => {
  // Device state that a link of 1 Mbit/s takes four days for, once the deadline has stopped the guest.
  const days =
    '--stress-mem 20 --sleep 0 --max-time 3 --deadline 1 --device-state 40000 --link-mbit 1';
  const row = await run(['run', ...days.split(' '), '--format', 'json']);
  expect(row.code).toBe(0);
  const forms = ['--format=guestperf', '--explain', '--verbose'];
  for (const shown of deepOnes(forms, (form) => form === '--explain')) {
    const { code, err } = await run(['run', ...days.split(' '), shown]);
    expect([shown, code]).toEqual([shown, 2]);
    expect(err).toContain(
      '--device-state: 40000 makes the migration more work than one run is allowed',
    );
  }
});
