import { describe, expect, test } from 'vitest';
import { adviceSchema } from '../../src/advise/advice.js';
import { run, spawnProgram } from '../cli/program.js';
import { isDeep } from '../support/draws.js';

const small = ['advise', '--mem', '1', '--cpus', '2', '--stress-mem', '200', '--runs', '3'];

/** Ways that need not be tried to see how. */
const most = 'postcopy,dirty-limit,xbzrle,multifd';

test.runIf(isDeep)('one and three threads give the same answer', () => {
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

describe('--strategy', () => {
  const heavy = 'advise --mem 1 --cpus 2 --stress-mem 600 --link-gbit 1 --runs 3 --max-total 120';
  const asked = [...heavy.split(' '), '--max-downtime', '500', '--format', 'json'];

  test('is one way more, with its settings, and nobody can be told of it', async () => {
    const others = ['--without', `auto-converge,${most}`];
    const own = ['--strategy', 'proportional', '--strategy-gain', '0.5'];
    const { code, err, out } = await run([...asked, ...others, ...own]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { managers, qmp, settings, strategy, verdict } = adviceSchema.parse(JSON.parse(out));
    expect(verdict).toBe('met');
    expect(strategy).toEqual({
      name: 'proportional',
      hash: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(settings.text).toMatch(/^the strategy proportional \(target 30, gain 0.5, maximum 99\)/);
    expect(settings.reservation).toContain('no QEMU has the strategy proportional');
    expect(qmp.join()).not.toContain('strategy');
    expect(managers.map(({ cannot }) => cannot[0])).toEqual(
      managers.map(() => 'the strategy proportional'),
    );
    expect(managers.map(({ met }) => met)).toEqual([0, 0, 0]);
  });

  test('comes behind what QEMU has, and rules without a throttle go with auto-converge as well', async () => {
    const others = ['--without', most];
    const known = adviceSchema.parse(
      JSON.parse((await run([...asked, ...others, '--strategy', 'proportional'])).out),
    );
    expect(known.settings.text).toMatch(/^auto-converge/);
    const synced = adviceSchema.parse(
      JSON.parse(
        (await run([...asked, '--without', `auto-converge,${most}`, '--strategy', 'v2'])).out,
      ),
    );
    expect(synced.settings.text).toMatch(/^the strategy v2 .*, auto-converge from 20 % by 10/);
  });

  test('is refused as everywhere', async () => {
    const unknown = await run([...asked, '--strategy', 'propotional']);
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('did you mean proportional?');
    const { code, err } = await run([
      ...asked,
      '--strategy',
      'proportional',
      '--strategy-gain',
      '5',
    ]);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'error: --strategy-gain: 5 is out of range; allowed: 0.01 to 1\n',
    });
  });
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
  for (const title of ['Why', 'What to expect', 'virsh', 'nova.conf', 'One run, step by step']) {
    expect(out).toContain(`### ${title}\n`);
  }
});
