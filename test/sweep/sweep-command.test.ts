import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runOptionGroups } from '../../src/run/options.js';
import { pointKeys, sweepOptionGroups } from '../../src/sweep/options.js';
import { csvRows } from '../../src/documents/csv.js';
import { type RunRecord, runRecordSchema } from '../../src/results/run-record.js';
import { packageRoot } from '../../src/profiles/package-root.js';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';
import { heatMapData } from '../support/heat-map-data.js';

const folder = temporaryFolder();
const small = 'sweep --stress-mem 32,64 --downtime 100..300:200 --seed a,b';

function recordsOf(text: string): RunRecord[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => runRecordSchema.parse(JSON.parse(line)));
}

test('every option of run is one of sweep, but those of what a run prints, writes or is held to', () => {
  const swept = new Set(sweepOptionGroups.flatMap(({ options }) => Object.keys(options)));
  for (const { title, options } of runOptionGroups) {
    for (const [key, { placeholder }] of Object.entries(options)) {
      if (swept.has(key)) continue;
      const isAnswer = title === 'Output:' || placeholder === 'FILE' || key === 'threshold';
      expect([key, isAnswer]).toEqual([key, true]);
    }
  }
  for (const key of ['cpus', 'stressMem', 'workload', 'autoConverge', 'mode', 'host', 'seed']) {
    expect(pointKeys).toContain(key);
  }
});

test('points are command lines of run: what is left out is not written', async () => {
  const matrix = join(folder, 'engines.csv');
  writeFileSync(matrix, 'vmm,auto-converge,connections\nqemu,on,\ncloud-hypervisor,,2\n');
  const both = await run(
    ['sweep', '--matrix', matrix, '--stress-mem', '64'].concat('--format', 'ndjson'),
  );
  expect(recordsOf(both.out).map(({ vmm }) => vmm)).toEqual(['qemu', 'cloud-hypervisor']);
  const refused = await run('sweep --vmm qemu,cloud-hypervisor --max-time 10'.split(' '));
  expect(refused.err).toMatch(/^error: point 2 \(vmm cloud-hypervisor\): --max-time: is an option/);
});

test('the product is run in order, and each record is that of run, with its place', async () => {
  const { code, out, err } = await run(`${small} --format ndjson`.split(' '));
  expect({ code, err }).toEqual({ code: 0, err: 'sweep: 4 points x 2 seeds = 8 runs\n' });
  const records = recordsOf(out);
  expect(records.map(({ sweep }) => sweep?.run)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(records[2].sweep).toMatchObject({
    runs: 8,
    shape: '2x2x2x1',
    point: { stress_mem: 32, downtime: 300 },
  });
  const alone = await run('--stress-mem 64 --downtime 300 --seed b --format ndjson'.split(' '));
  const { sweep: _place, ...last } = records[7];
  expect(last).toEqual(JSON.parse(alone.out));
});

test('repeats are those of run', async () => {
  const { out, err } = await run('sweep --stress-mem 32 --repeat 3 --format ndjson'.split(' '));
  expect(err).toBe('sweep: 1 point x 1 seed x 3 repeats = 3 runs\n');
  const alone = await run('--stress-mem 32 --repeat 3 --format ndjson'.split(' '));
  const records = recordsOf(out).map(({ sweep: _place, ...record }) => record);
  expect(records).toEqual(recordsOf(alone.out));
});

test("numbers in lists may have units; a record says them in the setting's own", async () => {
  const { out } = await run(
    'sweep --mem 1,2048MiB --stress-mem 32M --downtime 0.1s --format ndjson'.split(' '),
  );
  const records = recordsOf(out);
  expect(records.map(({ mem_gb: mem }) => mem)).toEqual([1, 2]);
  expect(records[1]).toMatchObject({
    sweep: { point: { mem: 2 } },
    stress_mem_mb: 32,
    parameters: { downtime: 100 },
  });
});

test('a switch takes on and off, a mode the names of modes', async () => {
  const base = 'sweep --stress-mem 32 --qemu 9.1 --format ndjson';
  const { out } = await run(`${base} --auto-converge on,off`.split(' '));
  expect(recordsOf(out).map(({ parameters }) => parameters.auto_converge)).toEqual([true, false]);
  expect(recordsOf(out)[1].sweep?.point).toEqual({ auto_converge: false });
  const plain = await run(`${base} --auto-converge`.split(' '));
  expect(recordsOf(plain.out)[0].parameters.auto_converge).toBe(true);
  const modes = await run(`${base} --mode precopy,original,v2,v1+responsive`.split(' '));
  expect(recordsOf(modes.out).map(({ mode }) => mode)).toEqual([
    'precopy',
    'original',
    'background sync',
    'background sync + responsive throttle',
  ]);
  expect(modes.err).toContain('note: background sync v2: proposed, never in a release\n');
});

test('the table has a row for each point', async () => {
  const { out } = await run(small.split(' '));
  expect(out.match(/^\| (32|64) .*$/gm)).toHaveLength(4);
  expect(out).toMatch(/\| 32 +\| 300 +\| 2\/2 /);
});

test('CSV has the point in front, and is what merge reads', async () => {
  const { out } = await run(`${small} --format csv`.split(' '));
  const [header, ...rows] = csvRows(out);
  expect(header.slice(0, 6)).toEqual([
    'sweep_id',
    'sweep_run',
    'sweep_runs',
    'sweep_shape',
    'sweep_point_stress_mem',
    'sweep_point_downtime',
  ]);
  expect(rows).toHaveLength(8);
  expect(rows[7].slice(1, 6)).toEqual(['8', '8', '2x2x2x1', '64', '300']);
});

test('a matrix gives joint settings, as CSV or JSON, beside other axes', async () => {
  const csv = join(folder, 'guests.csv');
  writeFileSync(csv, 'mem,stress-mem,auto-converge\n1,32,\n2,64,on\n');
  const json = join(folder, 'guests.json');
  const rows = [
    { mem: 1, 'stress-mem': 32 },
    { mem: 2, 'stress-mem': '64', 'auto-converge': true },
  ];
  writeFileSync(json, JSON.stringify(rows));
  const [fromCsv, fromJson] = await Promise.all(
    [csv, json].map((file) =>
      run(['sweep', '--matrix', file, '--downtime', '100,200', '--format', 'ndjson']),
    ),
  );
  expect(fromCsv.err).toBe('sweep: 4 points x 1 seed = 4 runs\n');
  const records = recordsOf(fromCsv.out);
  expect(records[3]).toMatchObject({
    sweep: { shape: '2x2x1x1', point: { mem: 2, stress_mem: 64, downtime: 200 } },
    mem_gb: 2,
    parameters: { auto_converge: true },
  });
  expect(records[0].sweep?.point).toMatchObject({ auto_converge: null });
  const withoutPlace = (text: string): unknown[] =>
    recordsOf(text).map(({ sweep: _place, ...record }) => record);
  expect(withoutPlace(fromJson.out)).toEqual(withoutPlace(fromCsv.out));
});

test('pivots and heat maps come with the file', async () => {
  const output = join(folder, 'pivot.ndjson');
  const html = join(folder, 'pivot.html');
  const { out } = await run([
    ...small.split(' '),
    '--output',
    output,
    '--html',
    html,
    '--pivot',
    'downtime:stress-mem:downtime',
    '--pivot',
    'iterations:seed:stress-mem',
  ]);
  expect(out.match(/^\S.*$/gm)?.filter((line) => !line.startsWith('|'))).toEqual([
    'downtime (ms)',
    'iterations',
  ]);
  expect(recordsOf(readFileSync(output, 'utf8'))).toHaveLength(8);
  const data = heatMapData(readFileSync(html, 'utf8'));
  expect(data.lines).toEqual(['sweep: 4 points x 2 seeds = 8 runs']);
  expect(data.maps.map(({ rowName, columnName }) => [rowName, columnName])).toEqual([
    ['stress-mem (MiB)', 'downtime (ms)'],
    ['seed', 'stress-mem (MiB)'],
  ]);
  const alone = await run([...small.split(' '), '--pivot', 'downtime:seed:stress-mem']);
  expect(alone.out).not.toContain('completed');
});

test('exit 3 where a run does not complete, and it is asked for', async () => {
  const never = 'sweep --mem 1,2 --cpus 4 --max-iters 2 --downtime 1';
  expect((await run(never.split(' '))).code).toBe(0);
  expect((await run([...never.split(' '), '--require-convergence'])).code).toBe(3);
});

test('an interruption before the first run says so', async () => {
  const { code, err } = await run(small.split(' '), { isInterrupted: true });
  expect(code).toBe(130);
  expect(err).toBe('sweep: 4 points x 2 seeds = 8 runs\ninterrupted: 0 of 8 runs done\n');
});

test.each(['ndjson', 'csv', 'table'])(
  'an interruption before the first run leaves the results that --overwrite would replace: %s',
  async (format) => {
    const file = join(folder, `old.${format}`);
    writeFileSync(file, 'what was there before\n');
    const args = [...small.split(' '), '--output', file, '--overwrite', '--format', format];
    const { code, err } = await run(args, { isInterrupted: true });
    expect(code).toBe(130);
    // There is nothing of this sweep to go on with.
    expect(err).not.toContain('--resume');
    expect(readFileSync(file, 'utf8')).toBe('what was there before\n');
  },
);

test('a shard without runs replaces what was there by none', async () => {
  const file = join(folder, 'empty.csv');
  writeFileSync(file, 'what was there before\n');
  const few = 'sweep --stress-mem 32 --format csv --overwrite --shard 2/2 --output';
  expect((await run([...few.split(' '), file])).code).toBe(0);
  const text = readFileSync(file, 'utf8');
  expect(csvRows(text).length).toBeLessThanOrEqual(2);
  expect(text).not.toContain('before');
});

test('profiles count as part of the sweep, and are read once', async () => {
  const host = join(folder, 'host.json');
  const shipped = readFileSync(join(packageRoot(), 'profiles/hosts/generic-10g.json'), 'utf8');
  writeFileSync(host, shipped);
  const args = ['sweep', '--stress-mem', '32,64', '--host', host, '--format', 'ndjson'];
  const before = recordsOf((await run(args)).out)[0].sweep?.id;
  expect(recordsOf((await run(args)).out)[0].sweep?.id).toBe(before);
  writeFileSync(host, shipped.replace('"value": 9.4', '"value": 9.5'));
  expect(recordsOf((await run(args)).out)[0].sweep?.id).not.toBe(before);
});
