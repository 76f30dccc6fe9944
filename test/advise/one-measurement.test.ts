import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { adviceSchema } from '../../src/advise/advice.js';
import { run, spawnProgram } from '../cli/program.js';
import { isDeep } from '../support/draws.js';

const advised = async (line: string) => {
  const { err, out } = await run(`advise ${line} --runs 4 --format json`.split(' '));
  return { err, advice: adviceSchema.parse(JSON.parse(out)) };
};

describe('one measurement is answered at both ends of what it leaves open', () => {
  test('what holds at both is said so, with a note', async () => {
    const { advice, err } = await advised('--mem 1 --dirty-rate 20MiB/s@1s');
    expect(err).toMatch(/^note: the dirty rate is known over one period only, .*\n$/);
    expect(advice.dirty_rate_range).toMatchObject({
      mib_per_second: 20,
      period_ms: 1000,
      stops: { working_set_mb: 20 },
      grows: { working_set_mb: 1024 },
    });
  });

  test('what holds at one end only is no yes', async () => {
    const line =
      '--mem 4 --dirty-rate 200MiB/s@1s --link-gbit 1 --max-downtime 2000 --without auto-converge,dirty-limit,multifd,postcopy,xbzrle';
    const { advice } = await advised(line);
    expect(advice.dirty_rate_range).toMatchObject({
      stops: { verdict: 'met' },
      grows: { verdict: 'unmet' },
    });
    expect(advice.verdict).toBe('unmet');
    const { code, out } = await run(`advise ${line} --runs 4 --require-convergence`.split(' '));
    expect(code).toBe(3);
    expect(out).not.toMatch(/^Yes/m);
    expect(out.replaceAll('\n', ' ')).toContain(
      'If it writes the same 200 MiB again and again: yes, with',
    );
  });

  test('two periods are answered as they are', async () => {
    const { advice, err } = await advised('--mem 1 --dirty-rate 20MiB/s@1s 10MiB/s@10s');
    expect(advice).not.toHaveProperty('dirty_rate_range');
    expect(err).toBe('');
  });
});

describe('--progress', () => {
  const series = 'test/observed/series/precopy-convergent-1.ndjson';

  test('RAM, link and dirty rate are those of the migration that was seen', async () => {
    const { advice } = await advised(`--progress ${series} --cpus 4`);
    expect(advice).toMatchObject({
      guest: { cpus: 4, mem_gb: 8, workload: 'dirty-rate' },
      link_gbit: 1.08,
      observed: { status: 'completed', ram_mb: 8208, link_gbit: 1.08 },
    });
  });

  test('what is said goes before what was seen', async () => {
    const { advice } = await advised(
      `--progress ${series} --mem 1 --link-mbit 2000 --stress-mem 10`,
    );
    expect(advice).toMatchObject({ guest: { mem_gb: 1, workload: 'stress' }, link_gbit: 2 });
  });

  test.runIf(isDeep)('standard input is read as a file is', () => {
    const text = readFileSync(series, 'utf8').split('\n').slice(0, 85).join('\n');
    const args = ['advise', '--progress', '-', '--cpus', '4', '--runs', '1'];
    const { status, stdout } = spawnProgram(args, [], text);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^The migration so far: active after 1\d\.\d s, iteration \d/);
  });

  test.each([
    ['{"status":"setup"}', 'says nothing of RAM'],
    [readFileSync(series, 'utf8').split('\n')[0], 'nobody has seen the guest dirty anything yet'],
    ['x', 'is nothing that is read here (line 1)'],
    ['', 'is empty'],
  ])('%#: refused in a sentence', (text, problem) => {
    const { status, stderr } = spawnProgram(['advise', '--progress', '-'], [], text);
    expect({ status, lines: stderr.split('\n').length }).toEqual({ status: 2, lines: 2 });
    expect(stderr).toContain(problem);
  });

  test('a program without standard input says so', async () => {
    expect(await run(['advise', '--progress', '-'])).toMatchObject({
      code: 2,
      err: 'error: --progress: - is not there to be read\n',
    });
  });
});
