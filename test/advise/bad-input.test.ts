import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dirtyRateWorkload, readDirtyRates } from '../../src/observed/dirty-rate-reply.js';
import { run } from '../cli/program.js';

let folder: string;
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'guestperf-sim-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const guest = ['--mem', '2', '--stress-mem', '100'];

test.each([
  [
    ['--mem', '2'],
    'advise: what the guest writes is missing; allowed: --stress-mem, --workload or',
  ],
  [[...guest, '--workload', 'idle'], '--workload: contradicts --stress-mem: one of them says'],
  [[...guest, '--dirty-rate', 'x.json'], '--dirty-rate: contradicts --stress-mem'],
  [
    ['--mem', '2', '--stress-mem', '4000'],
    "--stress-mem: 4000 is larger than the guest's RAM (--mem 2); allowed: 1 to 2048 (MiB)",
  ],
  [
    [...guest, '--max-downtime', '0'],
    '--max-downtime: 0 is out of range; allowed: 1 to 2000000 (ms)',
  ],
  [
    [...guest, '--max-total', 'x'],
    '--max-total: x is not a whole number; allowed: 1 to 1000000 (s)',
  ],
  [
    [...guest, '--min-guest-speed', '101'],
    '--min-guest-speed: 101 is out of range; allowed: 0 to 100',
  ],
  [
    [...guest, '--link-gbit', '0'],
    '--link-gbit: 0 is out of range; allowed: 0.001 to 10000 (Gbit/s)',
  ],
  [[...guest, '--link-gbit', '1', '--link-mbit', '900'], '--link-mbit: contradicts --link-gbit'],
  [[...guest, '--without', 'postcpy'], '--without: postcpy is not a way that is tried'],
  [[...guest, '--without', 'precopy'], '--without: precopy is not a way that is tried'],
  [[...guest, '--dirty-ring-size', '1000'], '--dirty-ring-size: 1000 is out of range'],
  [['--mem', '2', '--dirty-rate', 'none.json'], '--dirty-rate: none.json does not exist'],
  [[...guest, '--output', '/no/such/folder/x'], '--output: '],
] as const)('%j is refused in a sentence', async (args, message) => {
  const { code, err, out } = await run(['advise', ...args]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.startsWith(`error: ${message}`), err).toBe(true);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
});

describe('answers to query-dirty-rate', () => {
  const answer = (more: object): string =>
    JSON.stringify({ return: { status: 'measured', 'dirty-rate': 100, 'calc-time': 1, ...more } });

  test('seconds, milliseconds, lists and lines are read', () => {
    const files = [
      file('one.json', answer({})),
      file('list.json', `[${answer({ 'calc-time': 500, 'calc-time-unit': 'millisecond' })}]`),
      file(
        'lines.json',
        `${answer({ 'calc-time': 5 })}\n${answer({ 'calc-time': 5, 'dirty-rate': 50 })}\n`,
      ),
    ];
    const rates = readDirtyRates(files);
    expect(rates.map(({ periodMs }) => periodMs)).toEqual([1000, 500, 5000, 5000]);
    expect(dirtyRateWorkload(rates)).toEqual({
      kind: 'dirty-rate',
      samples: [
        { periodMs: 500, mibPerSecond: 100 },
        { periodMs: 1000, mibPerSecond: 100 },
        { periodMs: 5000, mibPerSecond: 75 },
      ],
    });
  });

  test('a rate of nothing but 0 is an idle guest', () => {
    expect(dirtyRateWorkload([{ periodMs: 1000, mibPerSecond: 0 }])).toEqual({ kind: 'idle' });
  });

  test.each([
    ['{', 'is not JSON'],
    ['{}\n{', 'is not JSON, or was cut short (line 2, column 2)'],
    ['3', 'is no answer to query-dirty-rate'],
    ['[]', 'holds no answer'],
    ['{"return": {}}', 'is no answer to query-dirty-rate: it has no "status"'],
    ['{"status": "measuring", "calc-time": 1}', 'holds an answer of the status measuring'],
    ['{"status": "measured", "calc-time": 1}', 'holds an answer of the status measured'],
    ['{"status": "measured", "dirty-rate": -1, "calc-time": 1}', 'has a wrong "dirty-rate"'],
    [
      '{"status": "measured", "dirty-rate": 1, "calc-tim": 1}',
      'calc-tim: unknown key; did you mean',
    ],
  ])('%s is refused', async (text, message) => {
    const path = file('wrong.json', text);
    const { code, err } = await run(['advise', '--mem', '2', '--dirty-rate', path]);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});
