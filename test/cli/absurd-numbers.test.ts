import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/profiles/package-root.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();
const path = (name: string): string => join(folder, name);
const write = (name: string, document: unknown): string => {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  writeFileSync(path(name), text);
  return path(name);
};

/** One sentence on stderr, which is given back, and exit code 2. */
async function sentence(args: readonly string[]): Promise<string> {
  const { code, err, out } = await run(args);
  expect({ code, out, lines: err.split('\n').length }).toEqual({ code: 2, out: '', lines: 2 });
  return err;
}

const small = '--mem 1 --stress-mem 10 --sleep 2'.split(' ');

test.each([
  ['linkVariability', 10, '0 to 1 (relative to the mean: 0.1 is 10 %'],
  ['guestSpeedSpread', 1e8, '0 to 0.1 (relative: 0.01 is 1 %'],
  ['syncFixedUs', 1e13, '0 to 20000000 (us; after 20 s in the kernel'],
  ['linkGbitPerSecond', 1e5, '0.001 to 10000 (Gbit/s'],
  ['linkGbitPerSecond', 1e-9, '0.001 to 10000 (Gbit/s'],
])(
  'a host profile with %s %d is refused, with the range and its reason',
  async (name, value, range) => {
    const generic = readFileSync(join(packageRoot(), 'profiles/hosts/generic-10g.json'), 'utf8');
    const host = JSON.parse(generic);
    host.parameters[name].value = value;
    const error = await sentence(['run', ...small, '--host', write('host.json', host)]);
    expect(error).toContain(
      `parameters.${name}.value: ${value} is out of range; allowed: ${range}`,
    );
  },
);

const named = { name: 'x', description: 'd', source: 's' };

test.each([
  [{ kind: 'random', workingSetMib: 1e12, mibPerSecond: 1 }, 'workload.workingSetMib'],
  [{ kind: 'random', workingSetMib: 1, mibPerSecond: 1e300 }, 'workload.mibPerSecond'],
  [{ kind: 'random', workingSetMib: 1, mibPerSecond: 1e-300 }, 'workload.mibPerSecond'],
  [{ kind: 'stress', stressMib: 1, readingVcpus: 1e9 }, 'workload.readingVcpus'],
  [
    { kind: 'dirty-rate', samples: [{ periodMs: 1e20, mibPerSecond: 1 }] },
    'workload.samples[0].periodMs',
  ],
  [
    { kind: 'phases', phases: [{ seconds: 1e-12, workload: { kind: 'idle' } }] },
    'workload.phases[0].seconds',
  ],
  [
    { kind: 'ended', junkMib: 1, allocator: { kind: 'random', perSecond: 1e12, pages: 1 } },
    'workload.allocator.perSecond',
  ],
  [{ kind: 'ended', junkMib: 1, reporting: { queueUs: 1e15 } }, 'workload.reporting.queueUs'],
])('the workload %j is refused at %s', async (workload, place) => {
  const file = write('workload.json', { ...named, workload });
  const error = await sentence(['run', '--mem', '1', '--workload', file]);
  expect(error).toContain(`workload.json: ${place}: `);
  expect(error).toMatch(/ is out of range; allowed: \S+ to \S+ \(.+\)\n$/);
});

test('published tables with absurd numbers are refused', async () => {
  const shipped = readFileSync(
    join(packageRoot(), 'results/published/auto-converge-refinements-v1.json'),
    'utf8',
  );
  const tables = JSON.parse(shipped);
  tables.testbed.mean_bandwidth_gbit_s = 1e9;
  const file = write('tables.json', tables);
  expect(await sentence(['validate', '--reference', file])).toContain(
    'testbed.mean_bandwidth_gbit_s: 1000000000 is out of range; allowed: 0.001 to 10000',
  );
});

describe('results that no run can have are refused where they are read', () => {
  let record: Record<string, unknown>;
  let csv: string;
  beforeAll(async () => {
    record = JSON.parse((await run(['run', ...small, '--format', 'ndjson'])).out);
    csv = (await run(['run', ...small, '--format', 'csv'])).out;
  });

  test.each([
    ['total_time_ms', -5, '-5'],
    ['downtime_ms', -5, '-5'],
    ['downtime_ms', '1e999', 'Infinity'],
    ['transferred_bytes', -1, '-1'],
    ['max_throttle_percent', 101, '101'],
  ])('%s %s, in NDJSON and in a sweep', async (key, value, shown) => {
    const text = JSON.stringify({ ...record, [key]: 'HERE' }).replace('"HERE"', String(value));
    const file = write('bad.ndjson', `${text}\n`);
    const range = `${key}: ${shown} is out of range; allowed: 0 to `;
    expect(await sentence(['compare', file, file])).toContain(range);
    const place = { id: 'x', run: 1, runs: 1, shape: '1x1', point: {} };
    const part = write('part.ndjson', `{"sweep": ${JSON.stringify(place)}, ${text.slice(1)}\n`);
    expect(await sentence(['merge', part, '--output', path('merged')])).toContain(
      `line 1 says ${key} ${shown}, which no run can have`,
    );
  });

  test.each(['total_time_ms', 'downtime_ms'])('%s in plot', async (key) => {
    const file = write('plot.json', { ...record, [key]: -5 });
    expect(await sentence(['plot', file])).toContain(`${key}: -5 is out of range; allowed: 0 to `);
  });

  test.each(['-5', 'Infinity', '1e999'])('a downtime of %s in CSV', async (value) => {
    const [header, line] = csv.split('\n');
    const column = header.split(',').indexOf('downtime_ms');
    const cells = line.split(',').map((cell, index) => (index === column ? value : cell));
    const file = write('bad.csv', `${header}\n${cells.join(',')}\n`);
    expect(await sentence(['compare', file, file])).toContain('downtime_ms: ');
  });

  test.each([
    ['hardware', 'cpus', 1e9],
    ['hardware', 'mem', 1e9],
    ['scenario', 'max_time', 1e18],
    ['scenario', 'downtime', -1],
  ])('a report with %s.%s %d', async (part, key, value) => {
    const report = JSON.parse((await run(['run', ...small, '--format', 'guestperf'])).out);
    report[part][key] = value;
    const file = write('report.json', report);
    expect(await sentence(['plot', file])).toContain(`${part}.${key}: ${value} is out of range`);
  });
});
