import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { challengeMetricNames } from '../../src/challenge/challenge-metric.js';
import { packageRoot } from '../../src/profiles/package-root.js';
import { temporaryFolder } from '../cli/folder.js';
import { plainEnvironment, programFile, run } from '../cli/program.js';
import { readmeCode } from '../cli/readme-blocks.js';
import { isDeep } from '../support/draws.js';

const page = readFileSync(join(packageRoot(), 'docs', 'challenge.md'), 'utf8');
const folder = temporaryFolder();
const words = (command: string): string[] => command.split(' ').slice(1);

const sweeps = readmeCode(page, 'sh')
  .flatMap((code) => code.trimEnd().split('\n'))
  .filter((line) => line.startsWith('guestperf-sim sweep --mode merged,original'));

test('the table has a row for each of five sweeps', () => expect(sweeps).toHaveLength(5));

/** What a cell of the table says: the share of the runs that complete, and in which range the guest's speed is. */
function told(cell: string) {
  const [, share] = /^(0|20) of 20 complete$/.exec(cell) ?? [];
  if (share !== undefined) return { share: Number(share) / 20, low: 0, high: 100 };
  const [, low, high] = /^([\d.]+) to ([\d.]+) %$/.exec(cell) ?? [];
  return { share: 0, low: Number(low), high: Number(high) };
}

test.each(sweeps)('the figures of the table, of three of its seeds: %s', async (command) => {
  const settings = /--mode merged,original (.*) --seed 1..20/.exec(command)?.[1];
  const row = page.split('\n').find((line) => line.includes(`\`${settings}\``)) ?? '';
  const cells = row.split('|').map((cell) => cell.trim());
  const { out } = await run(words(command.replace('1..20', '1..3')));
  const records = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const [index, mode] of ['merged', 'original'].entries()) {
    const runs = records.filter(({ sweep }) => sweep.point.mode === mode);
    const { high, low, share } = told(cells[3 + index]);
    expect(runs).toHaveLength(3);
    expect(runs.filter(({ status }) => status === 'completed')).toHaveLength(3 * share);
    for (const { guest_speed_percent: speed } of runs) {
      expect(Number(speed.toFixed(1))).toBeGreaterThanOrEqual(low);
      expect(Number(speed.toFixed(1))).toBeLessThanOrEqual(high);
    }
  }
});

test.runIf(isDeep)('the strategy that the page shows does what it says', () => {
  const [strategy] = readmeCode(page, 'js');
  writeFileSync(join(folder, 'ends-at-maximum.mjs'), strategy);
  const line = readmeCode(page, 'sh').find((code) => code.includes('ends-at-maximum')) ?? '';
  const { stdout } = spawnSync(process.execPath, [programFile, ...words(line.trimEnd())], {
    cwd: folder,
    encoding: 'utf8',
    env: plainEnvironment(),
  });
  expect(readmeCode(page, 'text')).toEqual([stdout]);
});

test('every metric is described', () => {
  for (const name of challengeMetricNames) expect(page).toContain(`| \`${name}\``);
});
