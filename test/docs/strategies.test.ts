import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shippedStrategies } from '../../src/strategies/load-strategy.js';
import { temporaryFolder } from '../cli/folder.js';
import { plainArguments, type WarmOutcome, WarmProgram } from '../cli/warm-program.js';

const page = readFileSync('docs/strategies.md', 'utf8');
const folder = temporaryFolder();

const program = new WarmProgram(folder);

function typed(line: string): Promise<WarmOutcome> {
  const args = plainArguments(line);
  if (args === null) throw new Error(`not the program alone: ${line}`);
  return program.run(args);
}

test('the commands of docs/strategies.md run as they stand, one after the other', async () => {
  const lines = [...page.matchAll(/```sh\n([^`]*)\n```/g)].map(([, line]) => line);
  expect(lines).toHaveLength(8);
  for (const line of lines) expect([line, (await typed(line)).status]).toEqual([line, 0]);
  const table = await typed('guestperf-sim batch --suite ./gentle-suite.json --format csv');
  const modes = table.stdout.split('\n').map((row) => row.split(',')[3]);
  expect(new Set(modes.slice(1, -1))).toEqual(
    new Set(['original', 'background sync', 'responsive throttle', 'gentle']),
  );
});

test('the error that the page shows is what the program says', async () => {
  const again = await typed('guestperf-sim new-strategy gentle');
  expect(again.stderr).toBe('error: new-strategy: gentle.mjs already exists\n');
  const file = join(folder, 'gentle.mjs');
  const wrong = readFileSync(file, 'utf8').replace('return Math.min(99,', 'return 120 + (0,');
  writeFileSync(file, wrong);
  const guest =
    'run --host smartx-v2 --qemu 9.1 --cpus 16 --mem 100 --stress-mem 3000 --max-iters 200 --max-time 1200';
  const { status, stderr } = await typed(`guestperf-sim ${guest} --strategy ./gentle.mjs`);
  expect([
    status,
    stderr.replace(/\d+\.\d+ s/, 'N s').replace(/returns \d+/, 'returns 120'),
  ]).toEqual([2, `${/^error: .*$/m.exec(page)![0].replace(/\d+\.\d+ s/, 'N s')}\n`]);
});

test('each shipped strategy is in the table', () => {
  for (const name of shippedStrategies()) expect(page).toMatch(new RegExp(`^\\| ${name} `, 'm'));
});
