import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseGuestperfReport } from '../../src/guestperf/report-reader.js';
import { temporaryFolder } from './folder.js';
import { run, spawnProgram } from './program.js';

const folder = temporaryFolder();
const small = '--mem 2 --cpus 2 --stress-mem 200 --sleep 3 --format guestperf'.split(' ');

test("the report of guestperf.py's options, as given", async () => {
  const options =
    '--qemu 7.2 --binary /opt/qemu --dst-host b.example --kernel /boot/k --initrd /boot/i ' +
    '--transport tcp --src-cpu-bind 0,1 --dst-mem-bind 1 --huge-pages yes --max-iters 40 ' +
    '--max-time 50 --bandwidth 600 --downtime 250 --pause --pause-iters 9 --auto-converge ' +
    '--auto-converge-step 20';
  const { code, out } = await run([...small, ...options.split(' ')]);
  expect(code).toBe(0);
  const report = parseGuestperfReport('out', out, 'TEST');
  expect(report).toMatchObject({
    hardware: {
      cpus: 2,
      mem: 2,
      src_cpu_bind: ['0', '1'],
      dst_cpu_bind: [],
      src_mem_bind: [],
      dst_mem_bind: ['1'],
      prealloc_pages: false,
      huge_pages: 'yes',
    },
    scenario: {
      name: 'perfreport',
      downtime: 250,
      bandwidth: 600,
      max_iters: 40,
      max_time: 50,
      pause: true,
      pause_iters: 9,
      auto_converge: true,
      auto_converge_step: 20,
    },
    binary: '/opt/qemu',
    dst_host: 'b.example',
    kernel: '/boot/k',
    initrd: '/boot/i',
    transport: 'tcp',
    sleep: 3,
  });
  expect(report.result).toBeUndefined();
});

test('the record of --format json is in it, and what was never in a release', async () => {
  const options = [
    ...small,
    '--auto-converge',
    '--qemu',
    '9.1',
    '--background-sync',
    'v1',
    '--seed',
    'x',
  ];
  const { out } = await run(options);
  const json = await run(options.map((word) => (word === 'guestperf' ? 'json' : word)));
  const { extra } = parseGuestperfReport('out', out, 'TEST');
  expect(extra?.guestperf_sim).toMatchObject({
    seed: 'x',
    repeat: 1,
    record: JSON.parse(json.out).results[0],
    notes: ['background sync v1: proposed, never in a release'],
  });
});

test('the same bytes each time, on stdout and in a file', () => {
  const file = join(folder, 'report.json');
  const first = spawnProgram(small).stdout;
  expect(spawnProgram([...small, '--output', file]).stdout).toBe('');
  expect(readFileSync(file, 'utf8')).toBe(first);
});

test.each([
  ['--repeat', '3', 3],
  ['--stress-mem', '100,200', 2],
])('%s %s are several runs: refused', async (flag, value, runs) => {
  const { code, out, err } = await run([...small, flag, value]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toBe(
    `error: --format: guestperf is the report of one run, and these options ask for ${runs}: one ` +
      'load of --stress-mem and --repeat 1, or batch --output DIR, which writes a report for each run\n',
  );
});
