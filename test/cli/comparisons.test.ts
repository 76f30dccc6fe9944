import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseGuestperfReport } from '../../src/guestperf/report-reader.js';
import { packageRoot } from '../../src/profiles/package-root.js';
import type { ResultsDocument } from '../../src/results/results-document.js';
import { comparisonCells } from '../../src/settings/comparison-suite.js';
import { loadAnySuite } from '../../src/settings/suite-file.js';
import { temporaryFolder } from './folder.js';
import { run, spawnProgram } from './program.js';

const folder = temporaryFolder();

/** A suite of one comparison. */
function suiteFile(name: string, scenarios: readonly object[]): string {
  const file = join(folder, `${name}.json`);
  const comparisons = [{ name: 'some', scenarios }];
  const suite = { name, description: 'a test', host: 'generic-10g', sleep: 2, comparisons };
  writeFileSync(file, JSON.stringify(suite));
  return file;
}

const readReport = (file: string) => parseGuestperfReport(file, readFileSync(file, 'utf8'), 'TEST');

// test/fidelity/baselines.deep.test.ts runs them.
test("batch runs all of guestperf's comparisons", () => {
  const kept = join(packageRoot(), 'results', 'baselines', 'guestperf-batch.json');
  const { results } = JSON.parse(readFileSync(kept, 'utf8')) as Pick<ResultsDocument, 'results'>;
  const suite = loadAnySuite('guestperf');
  if (suite.kind !== 'comparisons') throw new Error('no comparisons');
  const names = comparisonCells(suite.suite, null, '7.2').map(({ name }) => name);
  expect(results.map(({ scenario }) => scenario).toSorted()).toEqual(names.toSorted());
});

/** What is said above the summary. */
const where =
  'host generic-10g, QEMU 10.0, seed 1; only RAM that the workload writes has content\n';

test('a report of each scenario in a folder of its comparison, and a summary', async () => {
  const output = join(folder, 'new/reports');
  const { code, out, err } = await run(
    `batch --filter auto-converge-iters/* --sleep 3 --src-cpu-bind 0,1 --output ${output}`.split(
      ' ',
    ),
  );
  expect({ code, err }).toEqual({ code: 0, err: where });
  expect(readdirSync(output)).toEqual(['auto-converge-iters']);
  expect(readdirSync(join(output, 'auto-converge-iters')).toSorted()).toEqual([
    'auto-converge-step-10.json',
    'auto-converge-step-20.json',
    'auto-converge-step-5.json',
  ]);
  const report = readReport(join(output, 'auto-converge-iters/auto-converge-step-20.json'));
  expect(report).toMatchObject({
    hardware: { cpus: 1, mem: 1, src_cpu_bind: ['0', '1'], dirty_ring_size: 0 },
    scenario: { name: 'auto-converge-step-20', auto_converge: true, auto_converge_step: 20 },
    sleep: 3,
    extra: { guestperf_sim: { seed: '1', repeat: 1, host: 'generic-10g' } },
  });
  const lines = out.split('\n');
  expect(lines[0]).toBe('auto-converge-iters');
  expect(lines[2]).toMatch(/^\| scenario +\| QEMU \| total time \(ms\) \|/);
  expect(lines.slice(4, 7).map((line) => /^\| (\S+)/.exec(line)?.[1])).toEqual([
    'auto-converge-step-5',
    'auto-converge-step-10',
    'auto-converge-step-20',
  ]);
});

test('reports and records do not depend on the number of threads; a repeat has its number', () => {
  const [one, two] = ['1', '2'].map((workers) => {
    const output = join(folder, `workers-${workers}`);
    const args = `batch --filter pause*-[01] --repeat 2 --workers ${workers} --format ndjson`;
    const { stdout, status } = spawnProgram([...args.split(' '), '--output', output]);
    expect(status).toBe(0);
    const reports = join(output, 'pause-iters');
    const files = readdirSync(reports).toSorted();
    return { stdout, files, texts: files.map((file) => readFileSync(join(reports, file), 'utf8')) };
  });
  expect(one.files).toEqual([
    'pause-iters-0-repeat-2.json',
    'pause-iters-0.json',
    'pause-iters-1-repeat-2.json',
    'pause-iters-1.json',
  ]);
  expect(two).toEqual(one);
});

test('the version of all of them; one that lacks a scenario skips it by name', async () => {
  const multifd = await run('batch --qemu 7.2 --filter *-channels-4 --format ndjson'.split(' '));
  expect(multifd).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(multifd.out)).toMatchObject({
    version: '7.2',
    parameters: { multifd_channels: 2 },
  });
  const ring = await run(['batch', '--qemu', '7.2', '--filter', '*-dirty-limit-10MB']);
  expect(ring).toEqual({
    code: 0,
    out: '',
    err: 'skipped compr-dirty-limit/compr-dirty-limit-10MB: from QEMU 8.1 on, not 7.2\n',
  });
});

describe('a scenario that does not run', () => {
  test('is refused, does not keep the others from running, and the exit status is 2', async () => {
    const file = suiteFile('bad', [
      { name: 'good', max_iters: 3 },
      { name: 'bad', pause: true, post_copy: true },
    ]);
    const { code, out, err } = await run(['batch', '--suite', file, '--format', 'ndjson']);
    expect(code).toBe(2);
    expect(err).toBe(
      'refused some/bad: --post-copy: contradicts --pause: a guest that stands still needs no postcopy\n',
    );
    expect(JSON.parse(out)).toMatchObject({ scenario: 'some/good', parameters: { max_iters: 3 } });
  });

  test('one that does not converge has run: 3, and only if it was asked for', async () => {
    const file = suiteFile('slow', [{ name: 'slow', bandwidth: 1, max_iters: 1 }]);
    expect((await run(['batch', '--suite', file])).code).toBe(0);
    expect((await run(['batch', '--suite', file, '--require-convergence'])).code).toBe(3);
  });
});

test('--verbose says what runs', async () => {
  const { err } = await run(['batch', '--filter', 'pause-iters/*-0', '--verbose']);
  expect(err).toBe(`Running pause-iters/pause-iters-0\n${where}`);
});

describe('bad input is refused with one sentence', () => {
  test.each([
    [
      ['--filter', 'pause-itres/*'],
      /^error: --filter: .*matches no .*; did you mean pause-iters\/\*\?\n$/,
    ],
    [
      ['--suite', 'cover-letter-v1', '--cpus', '2'],
      /^error: --cpus: is for guestperf's comparisons/,
    ],
    [['--suite', 'cover-letter-v1', '--filter', '*'], /^error: --filter: is for guestperf's/],
    [
      ['--output', 'package.json/x'],
      /^error: --output: 'package.json\/x' is a file, or in one.*\n$/,
    ],
    [['--mem', '0'], /^error: --mem: 0 is out of range; allowed: 1 to 16383 \(GiB\)\n$/],
  ])('%j', async (args, message) => {
    const { code, out, err } = await run(['batch', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });

  test('a suite with a misspelt parameter', async () => {
    const { code, err } = await run([
      'batch',
      '--suite',
      suiteFile('odd', [{ name: 'a', max_iter: 3 }]),
    ]);
    expect(code).toBe(2);
    expect(err).toMatch(
      /odd\.json: comparisons\[0\]\.scenarios\[0\]\.max_iter: unknown key; did you mean max_iters\?\n$/,
    );
  });
});

test('an interruption before anything was done writes no report', async () => {
  const output = join(folder, 'interrupted');
  const { code, err } = await run(
    ['batch', '--filter', 'pause*', '--workers', '1', '--output', output],
    { isInterrupted: true },
  );
  expect({ code, err }).toEqual({ code: 130, err: 'interrupted: 0 of 4 runs done\n' });
  expect(existsSync(join(output, 'pause-iters/pause-iters-0.json'))).toBe(false);
});
