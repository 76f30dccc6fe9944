import { expect, test } from 'vitest';
import { adviceSchema } from '../../src/advise/advice.js';
import { run, spawnProgram } from '../cli/program.js';

const small = ['advise', '--mem', '1', '--cpus', '2', '--stress-mem', '200', '--runs', '3'];

/** Ways that need not be tried to see how. */
const most = 'postcopy,dirty-limit,xbzrle,multifd';

test('one and three threads give the same answer', () => {
  const [one, three] = ['1', '3'].map(
    (workers) =>
      spawnProgram([...small, '--without', most, '--workers', workers, '--format', 'json']).stdout,
  );
  expect(adviceSchema.parse(JSON.parse(one)).settings.runs).toBe(3);
  expect(three).toBe(one);
});

test('a seed is a different answer', async () => {
  const json = async (seed: string) =>
    JSON.parse((await run([...small, '--seed', seed, '--format', 'json'])).out);
  const [first, second] = [await json('1'), await json('2')];
  expect(first.settings.total_time_ms).not.toEqual(second.settings.total_time_ms);
});

test('--without keeps a way from being tried', async () => {
  const goals = ['--max-downtime', '20', '--min-guest-speed', '99'];
  const { out } = await run([
    ...small,
    ...goals,
    '--without',
    'postcopy,dirty-limit',
    '--format',
    'json',
  ]);
  const { choices, settings } = adviceSchema.parse(JSON.parse(out));
  for (const { text } of [settings, ...choices]) expect(text).not.toMatch(/postcopy|dirty limit/);
});

test('goals that nothing meets are exit status 3 where that is asked for', async () => {
  const goals = ['--max-total', '1', '--link-mbit', '100'];
  expect((await run([...small, ...goals])).code).toBe(0);
  expect((await run([...small, ...goals, '--require-convergence'])).code).toBe(3);
});

test('an interruption is told', async () => {
  const { code, err, out } = await run(small, { isInterrupted: true });
  expect({ code, out }).toEqual({ code: 130, out: '' });
  expect(err).toContain('no advice');
});

test('Markdown has the same parts', async () => {
  const { out } = await run([...small, '--format', 'markdown', '--explain']);
  expect(out).toMatch(/^1 GiB and 2 vCPUs/);
  for (const title of ['Why', 'What to expect', 'virsh', 'nova.conf', 'The story of one run']) {
    expect(out).toContain(`### ${title}\n`);
  }
});
