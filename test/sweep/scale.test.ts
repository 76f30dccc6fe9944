import { expect, test, vi } from 'vitest';
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import { SweepPlan } from '../../src/sweep/sweep-plan.js';
import { parseValueList } from '../../src/sweep/value-list.js';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';
import { isDeep } from '../support/draws.js';

const folder = temporaryFolder();
const small = ['--mem', '1', '--cpus', '1', '--max-iters', '2', '--workers', '1', '--yes'];
const million = [...small, '--stress-mem', '1..1000', '--downtime', '1..1000'];

test.runIf(isDeep)(
  'a sweep of a million points begins when ten thousand of them are made',
  async () => {
    const made = vi.spyOn(SweepPlan.prototype, 'point');
    let before: number | null = null;
    const output = join(folder, 'million.ndjson');
    const { code, err } = await run(['sweep', ...million, '--output', output], {
      onError: (text, interruption) => {
        if (!text.startsWith('sweep: 1000000 points')) return;
        before = made.mock.calls.length;
        interruption.abort();
      },
    });
    made.mockRestore();
    expect(code).toBe(130);
    expect(before).toBeLessThanOrEqual(10_000);
    expect(err).toContain('10000 of 1000000 points were checked before the first run');
  },
);

test.runIf(isDeep)(
  'a point that contradicts itself is named when it is its turn, and what is done stays',
  async () => {
    // Every other row is looked at before the first run: not the second one.
    const rows = Array.from(
      { length: 20_000 },
      (_, index) => `${index + 1},${index === 1 ? 50 : 10}`,
    );
    const matrix = join(folder, 'matrix.csv');
    writeFileSync(matrix, `downtime,throttle-initial\n${rows.join('\n')}\n`);
    const output = join(folder, 'late.ndjson');
    const args = [
      '--matrix',
      matrix,
      '--max-throttle',
      '20',
      '--auto-converge',
      '--output',
      output,
    ];
    const { code, err } = await run(['sweep', ...small, ...args]);
    expect(code).toBe(2);
    expect(err).toContain('10000 of 20000 points were checked before the first run');
    expect(err).toMatch(/error: point 2 \(.*throttle-initial 50.*\): --max-throttle: 20 is below/);
    expect(readFileSync(output, 'utf8').match(/\n/g)).toHaveLength(1);
  },
);

test('the values of a long list are found without looking at those before', () => {
  const numbers = Array.from({ length: 30_000 }, (_, index) => index * 3);
  const list = parseValueList(numbers.join(','), '--downtime');
  list.refuseDoubles('--downtime');
  expect([list.at(0), list.at(29_999)]).toEqual(['0', '89997']);
  expect(list.canonicalText()).toBe(numbers.join(','));
  expect(() => list.at(30_000)).toThrow(RangeError);
  const mixed = parseValueList('7,1..3,9,20..30:5', '--downtime');
  expect(Array.from({ length: mixed.count }, (_, index) => mixed.at(index))).toEqual(
    '7,1,2,3,9,20,25,30'.split(','),
  );
});
