import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';
import { TinyTerminal } from '../support/tiny-terminal.js';
import {
  barelyWatched,
  completedAnswer,
  activeAnswer,
  ndjsonOf,
  shortMigration,
} from '../support/migrate-answers.js';
import { isDeep } from '../support/draws.js';

const folder = temporaryFolder();

function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const last = (out: string): Record<string, unknown> =>
  JSON.parse(out.trimEnd().split('\n').at(-1) ?? '');

test('lines: one when something changes, and how good the forecasts were', async () => {
  const { code, err, out } = await run(['watch', '--input', fileOf('a', ndjsonOf(shortMigration))]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const lines = out.split('\n');
  expect(lines[0]).toBe('0.0 s, setup');
  expect(lines[1]).toMatch(/^0\.2 s, active, pass 1, 1,000 MiB of 1 GiB left, .*: .* sure to conv/);
  expect(out).toMatch(/throttle 20 %/);
  const end = lines.indexOf('completed in 2 s, downtime 42 ms');
  expect(end).toBeGreaterThan(0);
  expect(lines.slice(end + 1, end + 3)).toEqual([
    'forecasts, of what came:',
    expect.stringMatching(/^ {2}at 25 %: (end .*; downtime .*|no end); \d+ % sure to converge$/),
  ]);
});

test('stdin is read as it comes, in whatever pieces', async () => {
  const text = Buffer.from(ndjsonOf(barelyWatched));
  const pieces = Array.from({ length: Math.ceil(text.length / 97) }, (_, at) =>
    text.subarray(at * 97, (at + 1) * 97),
  );
  const { code, out } = await run(['watch', '--input', '-', '--format', 'ndjson'], {
    input: pieces,
  });
  expect(code).toBe(0);
  expect(last(out)).toMatchObject({ outcome: 'completed', answers: 4 });
});

test('what ends before the migration does is unfinished: exit 3', async () => {
  const file = fileOf('cut', ndjsonOf([activeAnswer(1600, 40)]));
  const { code, out } = await run(['watch', '--input', file, '--format', 'ndjson']);
  expect(code).toBe(3);
  expect(last(out)).toMatchObject({ outcome: 'unfinished', elapsed_ms: 1600, forecasts: [] });
  expect((await run(['watch', '--input', file])).out).toContain(
    'unfinished: what was read ends after 1.6 s, with the status active\n',
  );
});

test('a line that ends with the file counts', async () => {
  const file = fileOf('no-newline', ndjsonOf([completedAnswer(900, 3)]).trimEnd());
  expect((await run(['watch', '--input', file])).code).toBe(0);
});

test.each([
  ['an empty file', '', 'is empty'],
  ['nothing of a migration', '{"qemu": {"major": 9, "minor": 1}}\n', 'holds no answer'],
  ['a torn line', `${ndjsonOf([activeAnswer(200, 900)])}{"status": "act\n`, 'line 2'],
  ['a line of 17 MiB', `{"x": "${'x'.repeat(17 * 2 ** 20)}"}\n`, 'a line of more than 16 MiB'],
  ['something else', 'hello\n', 'is nothing that is read here'],
])('%s: exit 2, and nothing is written', async (_name, text, problem) => {
  const file = fileOf('bad', text);
  const record = join(folder, 'bad.json');
  const output = join(folder, 'bad.ndjson');
  const args = ['watch', '--input', file, '--record', record, '--output', output];
  const { code, err } = await run(args);
  expect(code).toBe(2);
  expect(err).toContain(problem);
  expect(err.match(/error:/g)).toHaveLength(1);
  expect(() => readFileSync(record)).toThrow('ENOENT');
  expect(() => readFileSync(output)).toThrow('ENOENT');
});

test('what is left of a file is not read when it was interrupted', async () => {
  const missing = await run(['watch', '--input', join(folder, 'none')], { isInterrupted: true });
  expect(missing.code).toBe(130);
  const file = fileOf('long', ndjsonOf(barelyWatched));
  const { code, out } = await run(['watch', '--input', file, '--format', 'ndjson'], {
    onOutput: (_text, interruption) => interruption.abort(),
  });
  expect(code).toBe(130);
  expect(out.trimEnd().split('\n')).toHaveLength(2);
  expect(last(out)).toMatchObject({ outcome: 'interrupted', answers: 1 });
});

test.runIf(isDeep)('a recording is read by those who read reports', async () => {
  const file = fileOf('recorded', ndjsonOf(shortMigration));
  const record = join(folder, 'record.json');
  expect((await run(['watch', '--input', file, '--record', record])).code).toBe(0);
  const validation = await run(
    ['validate', '--recorded', record, '--host', 'generic-10g', '--format', 'json'].concat([
      '--stress-mem',
      '100',
      '--workers',
      '1',
    ]),
  );
  expect(validation.code).toBe(0);
  expect(JSON.parse(validation.out).results[0]).toMatchObject({
    name: 'perfreport',
    recorded: {
      status: 'completed',
      total_time_ms: 2000,
      downtime_ms: 42,
      iterations: 4,
      max_throttle_percent: 20,
    },
  });
  const comparison = await run(['compare', record, record, '--format', 'json']);
  expect(comparison.code).toBe(0);
  const plot = await run(['plot', record, '--terminal']);
  expect(plot.out).toContain(
    'record: completed in 2 s, downtime 42 ms, 4 iterations, throttle 20 %',
  );
  const calibration = await run([
    'calibrate',
    '--recorded',
    record,
    '--name',
    'mine',
    '--output',
    join(folder, 'mine.json'),
  ]);
  expect({ code: calibration.code, err: calibration.err.includes('error') }).toEqual({
    code: 0,
    err: false,
  });
  const again = await run(['watch', '--input', record, '--format', 'ndjson']);
  expect({ code: again.code, answers: last(again.out)['answers'] }).toEqual({
    code: 0,
    answers: 7,
  });
});

test.runIf(isDeep)('a prediction of a recording that does not end is given up', async () => {
  const limits = { 'max-bandwidth': 16 * 2 ** 20, 'downtime-limit': 10 };
  const file = fileOf('unlike', ndjsonOf([limits, ...shortMigration]));
  const record = join(folder, 'unlike.json');
  await run(['watch', '--input', file, '--record', record]);
  const { code, out } = await run(
    ['validate', '--recorded', record, '--host', 'generic-10g', '--format', 'json'].concat([
      '--stress-mem',
      '1024',
      '--workers',
      '1',
    ]),
  );
  expect(code).toBe(0);
  expect(JSON.parse(out).results[0].predicted).toMatchObject({ status: 'cancelled' });
});

test('on a terminal it is one screen, on which the last answer and the outcome stay', async () => {
  const file = fileOf('screen', ndjsonOf(shortMigration));
  const { code, out } = await run(['watch', '--input', file], { isTTY: true });
  const terminal = new TinyTerminal();
  terminal.write(out);
  expect(code).toBe(0);
  expect(terminal.lines[0]).toMatch(/screen: 2\.0 s, completed, pass 4/);
  expect(terminal.lines.filter((line) => line.includes('screen:'))).toHaveLength(1);
  expect(terminal.lines).toContain('completed in 2 s, downtime 42 ms');
  const dumb = await run(['watch', '--input', fileOf('dumb', ndjsonOf(barelyWatched))], {
    isTTY: true,
    environment: { TERM: 'dumb' },
  });
  expect(dumb.out).not.toContain('\u001b');
});

test.runIf(isDeep)('colours are as everywhere', async () => {
  const file = fileOf('colours', ndjsonOf(shortMigration));
  const colored = await run(['watch', '--input', file, '--color', 'always']);
  expect(colored.out).toContain('\u001b[1mcompleted');
  const plain = await run(['watch', '--input', file], {
    isTTY: true,
    environment: { NO_COLOR: '1' },
  });
  // oxlint-disable-next-line no-control-regex
  expect(plain.out).not.toMatch(/\u001b\[\d*m/);
});

test('times of the end that are not counted yet are waited for', async () => {
  const end = completedAnswer(2000, 42);
  const uncounted = { ...end, 'total-time': 0, downtime: 0 };
  const file = fileOf('uncounted', ndjsonOf([...barelyWatched.slice(0, -1), uncounted, end]));
  const { code, out } = await run(['watch', '--input', file, '--format', 'ndjson']);
  expect(code).toBe(0);
  expect(last(out)).toMatchObject({ total_time_ms: 2000, downtime_ms: 42, answers: 4 });
});
