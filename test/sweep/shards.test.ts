import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../cli/folder.js';
import { run, spawnProgram } from '../cli/program.js';
import { heatMapData } from '../support/heat-map-data.js';

const folder = temporaryFolder();
const path = (name: string): string => join(folder, name);
const sweep = 'sweep --stress-mem 32,64 --downtime 100..300:100 --mode original,merged --seed 1..3';
const args = sweep.split(' ');
const parts = [1, 2, 3, 4, 5, 6, 7].map((index) => path(`part-${index}.ndjson`));
let whole = '';

beforeAll(async () => {
  await run([...args, '--output', path('whole.ndjson')]);
  whole = readFileSync(path('whole.ndjson'), 'utf8');
  for (const [index, part] of parts.entries()) {
    await run([...args, '--shard', `${index + 1}/7`, '--output', part]);
  }
});

const merge = (files: readonly string[], output = path('merged.ndjson')) =>
  run(['merge', ...files, '--output', output]);

test('eight threads write the file that one writes', () => {
  const file = path('workers.ndjson');
  expect(spawnProgram([...args, '--workers', '8', '--output', file])).toMatchObject({ status: 0 });
  expect(readFileSync(file, 'utf8')).toBe(whole);
});

test('seven shards, merged in any order, are the file of the whole sweep', async () => {
  const lengths = parts.map((part) => readFileSync(part, 'utf8').trimEnd().split('\n').length);
  expect(lengths).toEqual([6, 5, 5, 5, 5, 5, 5]);
  const { code, err } = await merge(parts.toReversed());
  expect({ code, err }).toEqual({ code: 0, err: 'merged: 36 runs of 7 files\n' });
  expect(readFileSync(path('merged.ndjson'), 'utf8')).toBe(whole);
});

test('--output - is stdout', async () => {
  const { code, err, out } = await merge(parts, '-');
  expect({ code, err }).toEqual({ code: 0, err: 'merged: 36 runs of 7 files\n' });
  expect(out).toBe(whole);
  expect(existsSync('-')).toBe(false);
  const both = await run(['merge', ...parts, '--output', '-', '--pivot', 'downtime:mode:seed']);
  expect(both).toEqual({
    code: 2,
    out: '',
    err: 'error: --output: - contradicts --pivot, which prints there too\n',
  });
});

test('CSV is merged as well, and more shards than runs are no harm', async () => {
  const few = 'sweep --stress-mem 32 --seed 1..2'.split(' ');
  for (const format of ['csv', 'ndjson']) {
    const files = ['1', '2', '3'].map((index) => path(`few-${index}.${format}`));
    for (const [index, file] of files.entries()) {
      await run([...few, '--shard', `${index + 1}/3`, '--output', file]);
    }
    await run([...few, '--output', path(`few.${format}`)]);
    expect((await merge(files, path(`few-merged.${format}`))).code).toBe(0);
    expect(readFileSync(path(`few-merged.${format}`))).toEqual(readFileSync(path(`few.${format}`)));
  }
});

test('a part of a sweep without axes is named by seed and repeat', async () => {
  const file = path('seeds.ndjson');
  await run(`sweep --stress-mem 32 --seed 1..4 --shard 1/2 --output ${file}`.split(' '));
  expect((await merge([file], path('no.ndjson'))).err).toMatch(
    /missing: run \d \(seed \?, repeat 1\)/,
  );
});

test('missing and double runs are named, and nothing is written', async () => {
  const gone = await merge(parts.slice(1), path('no.ndjson'));
  expect(gone.code).toBe(2);
  expect(gone.err).toMatch(
    /^error: merge: missing: run \d+ \(stress-mem \d+, downtime \d+, mode \w+, seed \d, repeat 1\), .*, and 1 more\n$/,
  );
  const copy = path('copy.ndjson');
  const first = readFileSync(parts[2], 'utf8').split('\n')[0];
  writeFileSync(copy, `${first}\n`);
  const double = await merge([...parts, copy], path('no.ndjson'));
  expect(double.code).toBe(2);
  const { run: number } = JSON.parse(first).sweep;
  expect(double.err).toMatch(
    new RegExp(`^error: merge: twice: run ${number} \\(stress-mem .*\\) in .* and .*\\n$`),
  );
  expect(double.err).toContain(copy);
  expect(double.err).toContain(parts[2]);
  expect(existsSync(path('no.ndjson'))).toBe(false);
});

test('what does not belong together is refused in a sentence', async () => {
  const part = readFileSync(parts[0], 'utf8');
  const broken = path('broken.ndjson');
  const refusal = async (text: string): Promise<string> => {
    writeFileSync(broken, text);
    const { code, err } = await merge([...parts.slice(1), broken], path('no.ndjson'));
    expect({ code, lines: err.split('\n').length }).toEqual({ code: 2, lines: 2 });
    return err;
  };
  expect(await refusal(part.replaceAll(/"model_version":"\w+"/g, '"model_version":"old"'))).toMatch(
    /broken.ndjson' is of model version old, .*part-2.ndjson of \d+\n/,
  );
  expect(await refusal(part.replaceAll(/"id":"\w+"/g, '"id":"0"'))).toMatch(
    /broken.ndjson' is of another sweep than .*part-2.ndjson\n/,
  );
  expect(await refusal(part.slice(0, -20))).toContain(
    "broken.ndjson' has a torn last line: run its sweep again with --resume",
  );
  expect(await refusal(`{"a":1}\n${part}`)).toContain('line 1 is not the record of a sweep');
  expect(await refusal(part + part)).toMatch(/line 7 is run \d+ of 36 behind run \d+/);
});

test('bad command lines of merge are answered in a sentence', async () => {
  const lines = [
    [['merge'], 'merge: FILE is missing'],
    [['merge', 'nosuch.ndjson', '--output', 'x'], 'merge: nosuch.ndjson does not exist'],
    [['merge', parts[0]], '--output: missing; allowed: the path of a file'],
    [['merge', parts[0], parts[0], '--output', 'x'], `merge: '${parts[0]}' is given twice`],
    [
      ['merge', parts[0], '--output', parts[0]],
      `--output: '${parts[0]}' is one of the files to merge`,
    ],
  ] as const;
  for (const [command, sentence] of lines) {
    expect(await run(command)).toEqual({ code: 2, out: '', err: `error: ${sentence}\n` });
  }
});

test('the whole can be looked at again', async () => {
  const html = path('merged.html');
  const { out } = await run([
    'merge',
    path('whole.ndjson'),
    '--html',
    html,
    '--pivot',
    'downtime:stress-mem:mode',
  ]);
  const direct = await run([...args, '--pivot', 'downtime:stress-mem:mode']);
  expect(out).toBe(direct.out);
  const data = heatMapData(readFileSync(html, 'utf8'));
  expect(data.maps[0].metrics[0]).toEqual({ name: 'Downtime', unit: 'ms' });
});

test('an interrupted shard is resumed as the same shard', async () => {
  const file = path('resumed.ndjson');
  const text = readFileSync(parts[3], 'utf8');
  writeFileSync(file, text);
  truncateSync(file, text.indexOf('\n') + 40);
  await run([...args, '--shard', '4/7', '--output', file, '--resume']);
  expect(readFileSync(file, 'utf8')).toBe(text);
  appendFileSync(file, '{}');
  const { err } = await run([...args, '--shard', '4/7', '--output', file, '--resume']);
  expect(err).toBe(
    `sweep: 12 points x 3 seeds = 36 runs; shard 4/7: 5 runs\n` +
      `note: ${file}: the torn last line is removed, its run is done again\n` +
      'resuming: 5 of 5 runs done before\n',
  );
});

test('compare takes the files of sweeps, whatever their format', async () => {
  const csv = path('compared.csv');
  await run([...args, '--output', csv]);
  const { code, out } = await run([
    'compare',
    path('whole.ndjson'),
    csv,
    '--threshold',
    'downtime<0.1%',
  ]);
  expect(code).toBe(0);
  expect(out).toContain('36 runs');
  expect(out).not.toMatch(/worse|unknown/);
});
