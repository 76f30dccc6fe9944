import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { challengeMetricNames } from '../../src/challenge/challenge-metric.js';
import { packageRoot } from '../../src/profiles/package-root.js';
import { run } from '../cli/program.js';
import { readmeCode } from '../cli/readme-blocks.js';

const page = readFileSync(join(packageRoot(), 'docs', 'challenge.md'), 'utf8');
const words = (command: string): string[] => command.split(' ').slice(1);

const sweeps = readmeCode(page, 'sh')
  .flatMap((code) => code.trimEnd().split('\n'))
  .filter((line) => line.startsWith('guestperf-sim sweep'));

test('the table has a row for each of two sweeps', () => expect(sweeps).toHaveLength(2));

test.each(sweeps)('the figures of the table: %s', async (command) => {
  const { out } = await run(words(command));
  const records = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const ranges = ['merged', 'original'].map((mode) => {
    const speeds = records
      .filter(({ sweep }) => sweep.point.mode === mode)
      .map((record): number => record.guest_speed_percent);
    expect(speeds).toHaveLength(5);
    return `${Math.min(...speeds).toFixed(1)} to ${Math.max(...speeds).toFixed(1)} %`;
  });
  const settings = /--max-iters 1000 (.*) --seed/.exec(command)?.[1];
  const row = page.split('\n').find((line) => line.includes(`\`${settings}\``)) ?? '';
  expect(
    row
      .split('|')
      .slice(3, 5)
      .map((cell) => cell.trim()),
  ).toEqual(ranges);
});

test('every metric is described', () => {
  for (const name of challengeMetricNames) expect(page).toContain(`| \`${name}\``);
});
