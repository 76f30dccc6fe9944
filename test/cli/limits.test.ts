import { expect, test } from 'vitest';
import type { RunRecord } from '../../src/results/run-record.js';
import { run } from './program.js';

const few = ['run', '--stress-mem', '64,500', '--repeat', '8', '--format', 'json'];

/** The total times of a load, ms, the least first. */
async function totals(load: number): Promise<number[]> {
  const { results } = JSON.parse((await run(few)).out) as { results: readonly RunRecord[] };
  const runs = results.filter(({ stress_mem_mb }) => stress_mem_mb === load);
  return runs.map(({ total_time_ms }) => total_time_ms).toSorted((a, b) => a - b);
}

test('run exits 4 if runs exceed a limit, and says which', async () => {
  const { code, out, err } = await run([...few, '--threshold', 'downtime<=300ms,iterations<99']);
  expect({ code, out }).toEqual({ code: 4, out: (await run(few)).out });
  expect(err).toMatch(
    /^precopy, 500 MB: downtime<=300ms is breached: at most [\d.]+ ms in 8 runs\n$/,
  );
  expect(await run([...few, '--threshold', 'downtime<=3s'])).toMatchObject({ code: 0, err: '' });
});

test('a percentile is the least value that so many percent of the runs do not exceed', async () => {
  const sorted = await totals(500);
  const middle = sorted[3];
  expect(sorted[4]).toBeGreaterThan(middle);
  const code = async (limit: string): Promise<number> =>
    (await run([...few, '--threshold', limit])).code;
  expect(await code(`p50(total-time)<=${middle}ms`)).toBe(0);
  expect(await code(`p50(total-time)<${middle}ms`)).toBe(4);
  expect(await code(`p51(total-time)<=${middle}ms`)).toBe(4);
  expect(await code(`total-time<=${middle}ms`)).toBe(4);
});

test('a run that does not complete is above each limit, and counted by not-converged', async () => {
  const stuck = ['run', '--mem', '8', '--stress-mem', '4000', '--max-iters', '3'];
  const slow = await run([...stuck, '--threshold', 'total-time<9999s']);
  expect(slow).toMatchObject({
    code: 4,
    err: expect.stringContaining('1 of 1 runs did not complete'),
  });
  expect((await run([...stuck, '--threshold', 'not-converged<=1'])).code).toBe(0);
  const both = [...stuck, '--threshold', 'not-converged<1', '--require-convergence'];
  expect((await run(both)).code).toBe(3);
});

test('batch holds each scenario of its suite against the limits', async () => {
  const suite = ['batch', '--suite', 'cover-letter-v1', '--repeat', '1', '--workers', '1'];
  const { code, err } = await run([...suite, '--threshold', 'total-time<100s']);
  expect(code).toBe(4);
  expect(err).toMatch(/^cover-letter-v1\/original-3000: total-time<100s is breached: /m);
});

test('a change has nothing to be compared with', async () => {
  expect(await run([...few, '--threshold', 'total-time<5%'])).toEqual({
    code: 2,
    out: '',
    err: "error: --threshold: 'total-time<5%' is of a change, which compare tells; allowed: total-time<NUMBER in a unit, or p95(total-time)<NUMBER\n",
  });
});
