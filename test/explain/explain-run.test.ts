import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../cli/program.js';
import { isDeep } from '../support/draws.js';

const small = ['run', '--mem', '8', '--cpus', '4', '--explain'];

async function story(args: string): Promise<string> {
  const { code, err } = await run([...small, ...args.split(' ')]);
  expect(code).toBe(0);
  expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  return err;
}

describe('the story of a run', () => {
  test('that is throttled names when, why and how far', async () => {
    const text = await story('--stress-mem 2000 --auto-converge --max-iters 200 --qemu 9.1');
    expect(text).toMatch(/First pass: all 8.5 GiB of RAM in [\d.]+ s/);
    expect(text).toMatch(/auto-converge throttled the guest to 20 %: for the second time a period/);
    expect(text).toMatch(/The throttle rose to 30 % at .*, 90 % at/);
    expect(text).toMatch(/Last decision: at [\d.]+ s a sync left [\d.]+ MiB/);
  });

  test('of 2.6 counts three periods', async () => {
    const throttled = await story('--stress-mem 2000 --auto-converge --max-iters 200 --qemu 2.6');
    expect(throttled).toMatch(/throttled the guest to 20 %: for the third time a period/);
    const calm = await story('--stress-mem 100 --auto-converge --qemu 2.6');
    expect(calm).toContain('and three are needed.');
  });

  test('that converges by itself has no throttle', async () => {
    const text = await story('--stress-mem 100 --auto-converge');
    expect(text).toContain('The guest was never slowed down');
    expect(text).toMatch(/Downtime [\d.]+ ms: stopping the vCPUs/);
  });

  test('that does not converge says what would be needed', async () => {
    const text = await story('--stress-mem 4000 --max-time 20');
    expect(text).toContain('neither auto-converge nor the dirty limit is on');
    expect(text).toMatch(
      /It never converged: at least [\d.]+ GiB remained, which take \d+ ms to send at/,
    );
    expect(text).toContain('It was cancelled after 20.1 s (max-time).');
  });

  test('that switches to postcopy says what was left and waited for', async () => {
    const text = await story('--stress-mem 2000 --post-copy --post-copy-iters 3');
    expect(text).toMatch(/it switched to postcopy, with [\d.]+ GiB still to send/);
    expect(text).toMatch(/requested \d+ pages, and all its vCPUs were blocked at once for/);
  });

  test.runIf(isDeep)(
    'in which pages are held back says how much, when, and what it saved',
    async () => {
      const guest =
        '--workload hot-cold --host smartx-v2 --downtime 1500 --max-iters 300 --max-time 100';
      const text = await story(`${guest} --strategy hot-pages`);
      expect(text).toMatch(
        /From [\d.]+ s on the strategy hot-pages held pages back, at most [\d.]+ [MG]iB, at last [\d.]+ [KMG]iB in \d+ runs?\./,
      );
      expect(text).toMatch(
        /While they waited [\d.]+ [MG]iB were dirtied again, which it saved sending/,
      );
      expect(text).toMatch(
        /at [\d.]+ s, nothing else was pending: they were sent, [\d.]+ [KMG]iB\./,
      );
      expect(await story(guest)).not.toContain('held');
      const short = await story(`${guest.replace('1500', '300')} --strategy hot-pages`);
      expect(short).toContain(
        'None of them were dirtied again while they waited: it saved nothing.',
      );
    },
  );

  test('that forgets what it held back says how much', async () => {
    const planted = 'test/challenge/planted/forgets-held-pages.mjs';
    const text = await story(
      `--stress-mem 1000 --auto-converge --max-iters 300 --qemu 9.2 --strategy ${planted}`,
    );
    expect(text).toContain('At the switchover it forgot 8 of them: they are lost.');
  });

  test('that is paused says by what', async () => {
    const text = await story('--stress-mem 4000 --max-iters 1000 --pause-after 20');
    expect(text).toContain('At 20.0 s the guest was paused (pause-after).');
    expect(text).toContain('so the paused guest was moved.');
  });

  test.each([
    ['--stress-mem 4000 --max-time 20', 'limited by the link'],
    ['--stress-mem 4000 --max-time 60 --bandwidth 200', 'limited by max-bandwidth (200 MiB/s)'],
    ['--stress-mem 1 --mem 32', "limited by the sender's CPU"],
  ])('with %s: %s', async (args, limit) => {
    expect(await story(args)).toContain(limit);
  });

  test('of Cloud Hypervisor is not told', async () => {
    expect(await story('--stress-mem 10 --vmm cloud-hypervisor')).toContain(
      'Only migrations by QEMU can be explained.',
    );
  });
});

test('telling the story changes neither the trace nor the result', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guestperf-sim-'));
  const traced = async (name: string, more: readonly string[]): Promise<[string, string]> => {
    const file = join(folder, name);
    const args = ['run', '--mem', '2', '--stress-mem', '500', '--trace', file, ...more];
    return [(await run(args)).out, readFileSync(file, 'utf8')];
  };
  expect(await traced('a', ['--explain'])).toEqual(await traced('b', []));
  rmSync(folder, { recursive: true });
});
