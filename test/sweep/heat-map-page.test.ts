import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';
import { heatMapData } from '../support/heat-map-data.js';

const folder = temporaryFolder();
const swept =
  '--mem 1 --bandwidth 100 --max-iters 200 --auto-converge --multifd --stress-mem 64,100 --downtime 200,400';

async function pageOf(name: string, args: string) {
  const html = join(folder, `${name}.html`);
  const { code, err } = await run([...args.split(' '), '--html', html]);
  expect({ code, err: err.replace(/^(sweep|merged): .*\n/, '') }).toEqual({ code: 0, err: '' });
  return heatMapData(readFileSync(html, 'utf8'));
}

const output = join(folder, 'sweep.ndjson');
const fromSweep = pageOf('sweep', `sweep ${swept} --seed 1..3 --output ${output}`);

test('a page says the conditions, what was held fixed, and the rest', async () => {
  const data = await fromSweep;
  expect(data.title).toBe('Sweep of stress-mem and downtime');
  expect(data.conditions).toMatch(/^host generic-10g, QEMU 10\.2, seeds 1, 2, 3; /);
  expect(data.fixed).toEqual([
    ['mode', 'background sync'],
    ['cpus', '1'],
    ['mem', '1 GiB'],
    ['bandwidth', '100 MiB/s'],
    ['max-iters', '200'],
    ['auto-converge', 'on'],
    ['multifd-channels', '2'],
  ]);
  expect(data.defaults.map(([name]) => name)).toContain('max-time');
});

test('a cell has the median, the spread and the runs of its point', async () => {
  const { maps } = await fromSweep;
  const [map] = maps;
  const cell = map.cells[1][0]!;
  expect(map.metrics.map(({ name, unit }) => `${name} ${unit}`.trim())).toContain(
    'Transferred GiB',
  );
  expect([cell.runs, cell.completed, cell.shown.length]).toEqual([3, 3, 3]);
  const [median, least, most] = cell.figures[0]!;
  const totals = cell.shown.map(({ figures }) => figures[0]!).sort((a, b) => a - b);
  expect([least, median, most]).toEqual(totals);
  expect(cell.shown.map(({ name }) => name)).toEqual(['seed 1', 'seed 2', 'seed 3']);
});

test('the command line of a run makes it again, from the sweep and from its file', async () => {
  const fromFile = await pageOf('merged', `merge ${output}`);
  for (const { command, maps } of [await fromSweep, fromFile]) {
    const { options, figures } = maps[0].cells[1][1]!.shown[2];
    const line = `${command} ${options}`;
    const { out, err } = await run([...line.split(' ').slice(1), '--format', 'ndjson']);
    expect({ line, err }).toEqual({ line, err: '' });
    const { total_time_ms: total, downtime_ms: downtime, seed } = JSON.parse(out);
    expect([total, downtime, seed]).toEqual([figures[0], figures[1], '3']);
  }
  expect((await fromSweep).command).toBe(
    'guestperf-sim run --mem 1 --max-iters 200 --bandwidth 100 --auto-converge --multifd',
  );
});

test('pivots of the same settings are one map, the metric that was asked for first', async () => {
  const pivots = '--pivot iterations:seed:downtime --pivot xbzrle-hits:seed:downtime';
  const { maps } = await pageOf(
    'pivots',
    `merge ${output} ${pivots.replace('xbzrle-hits', 'blackout')}`,
  );
  expect(maps).toHaveLength(1);
  const names = maps[0].metrics.map(({ name }) => name);
  expect(names.slice(0, 3)).toEqual(['Iterations', 'Blackout', 'Total time']);
  expect(new Set(names).size).toBe(names.length);
});

test('runs that did not complete have no figures, and count', async () => {
  const { maps } = await pageOf(
    'cancelled',
    'sweep --mem 1,2 --cpus 2,4 --max-iters 2 --downtime 1 --stress-mem 900',
  );
  const [map] = maps;
  const cell = map.cells[0][0]!;
  expect([cell.completed, cell.figures[0], cell.shown[0].status]).toEqual([0, null, 'cancelled']);
  const share = map.metrics.findIndex(({ name }) => name === 'Completed');
  expect(cell.figures[share]).toEqual([0, 0, 0]);
});
