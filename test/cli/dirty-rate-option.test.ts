import { describe, expect, test } from 'vitest';
import { run } from './program.js';

const guest = '--mem 1 --sleep 0';
const records = async (line: string): Promise<readonly Record<string, unknown>[]> => {
  const { code, out } = await run(line.split(' '));
  expect(code).toBe(0);
  return line.startsWith('sweep')
    ? out
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text) as Record<string, unknown>)
    : (JSON.parse(out) as { results: Record<string, unknown>[] }).results;
};

test('run and sweep run the guest that was measured', async () => {
  const measured = { workload: 'dirty-rate', stress_mem_mb: 100, status: 'completed' };
  const rates = '--dirty-rate 20MiB/s@1s 10MiB/s@10s';
  expect(await records(`run ${guest} --format json ${rates}`)).toMatchObject([measured]);
  const swept = await records(`sweep ${guest} --cpus 1,2 --format ndjson ${rates}`);
  expect(swept).toMatchObject([measured, measured]);
});

test('without a period a second is taken, and said', async () => {
  const { err } = await run(`run ${guest} --dirty-rate 20MiB/s`.split(' '));
  expect(err).toContain(
    'note: --dirty-rate 20MiB/s is taken as measured over 1 s; 20MiB/s@10s says another period\n',
  );
});

test('standard input is a file named -', async () => {
  const stats =
    'dirtyrate.calc_status=2\ndirtyrate.calc_period=5\ndirtyrate.megabytes_per_second=3\n';
  const line = `run ${guest} --format json --dirty-rate -`;
  const { code, out } = await run(line.split(' '), { input: [stats] });
  expect(code).toBe(0);
  expect(JSON.parse(out).results[0]).toMatchObject({ workload: 'dirty-rate', stress_mem_mb: 15 });
});

describe('what does not fit is one sentence', () => {
  test.each([
    [`run ${guest} --dirty-rate 1MiB/s@1s --stress-mem 5`, 'contradicts --stress-mem'],
    [`run ${guest} --dirty-rate 1MiB/s@1s --workload idle`, 'contradicts --workload'],
    [`sweep ${guest} --dirty-rate 1MiB/s@1s --stress-mem 5,6`, 'contradicts --stress-mem'],
    [
      `run ${guest} --dirty-rate 2000MiB/s@1s`,
      "writes 2000 MiB, more than the guest's RAM (--mem 1)",
    ],
    [`run ${guest} --dirty-rate -`, '- is not there to be read'],
  ])('%s', async (line, problem) => {
    const { code, err, out } = await run(line.split(' '));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: --dirty-rate: .*\n$/);
    expect(err).toContain(problem);
  });
});
