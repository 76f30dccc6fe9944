import { expect, test } from 'vitest';
import { plainStyle } from '../../src/documents/text-style.js';
import { asciiCharacters } from '../../src/plot/character-cells.js';
import type { ChangeForecast, Forecast } from '../../src/watch/forecast.js';
import { ScreenView } from '../../src/watch/screen-view.js';
import type { WatchedState } from '../../src/watch/watched-state.js';
import { reading } from '../support/readings.js';
import { TinyTerminal } from '../support/tiny-terminal.js';
import { unknownSetup } from '../../src/observed/migration-reading.js';

const forecast: Forecast = {
  endMs: { low: 35_000, median: 45_000, high: 80_000 },
  downtimeMs: { low: 90, median: 180, high: 310 },
  converges: 0.93,
  limitedBy: 'link',
  unknown: null,
  hopeless: null,
};

const change: ChangeForecast = {
  kind: 'downtime-limit',
  change: 'downtime limit 300 to 1000 ms',
  forecast: { endMs: { low: 9000, median: 12_000, high: 14_000 }, downtimeMs: null, converges: 1 },
  qmp: ['{"execute": "migrate-set-parameters", "arguments": {"downtime-limit": 1000}}'],
  virsh: ['virsh migrate-setmaxdowntime web1 1000'],
};

function state(ms: number, more: Partial<WatchedState> = {}): WatchedState {
  return {
    reading: reading(ms),
    setup: unknownSetup,
    forecast,
    changes: () => [],
    ...more,
  };
}

function screen(columns = 80, rows = 40, name = 'vm.qmp') {
  const terminal = new TinyTerminal(columns);
  const view = new ScreenView({
    name,
    domain: null,
    write: (text) => terminal.write(text),
    style: plainStyle,
    characters: asciiCharacters,
    size: () => ({ columns, rows }),
  });
  return { terminal, view };
}

test('it says where the migration stands, what is expected, and its course', () => {
  const { terminal, view } = screen();
  for (const ms of [1000, 2000, 3000, 4000, 5000]) view.answer(state(ms));
  expect(terminal.lines).toMatchSnapshot();
});

test('each answer takes the place of the one before', () => {
  const { terminal, view } = screen();
  view.answer(state(1000, { forecast: { ...forecast, hopeless: 'x'.repeat(300) } }));
  view.answer(state(5000));
  const { terminal: once, view: fresh } = screen();
  fresh.answer(state(1000));
  fresh.answer(state(5000));
  expect(terminal.lines).toEqual(once.lines);
});

test('it is no wider and no higher than the terminal, however small that is', () => {
  for (const [columns, rows] of [
    [200, 60],
    [40, 12],
    [10, 3],
    [1, 1],
  ]) {
    const { terminal, view } = screen(columns, rows, 'a name that is long '.repeat(9));
    for (const ms of [1000, 2000, 30_000]) view.answer(state(ms, { changes: () => [change] }));
    expect(terminal.lines.length).toBeLessThanOrEqual(Math.max(2, rows));
    for (const line of terminal.lines) expect(line.length).toBeLessThanOrEqual(columns);
  }
});

test('what could be changed is simulated anew only when the migration has come further', () => {
  const { terminal, view } = screen(100, 60);
  let made = 0;
  const changes = (): readonly ChangeForecast[] => [change].slice(0, ++made);
  for (const ms of [1000, 1100, 1200]) view.answer(state(ms, { changes }));
  expect(made).toBe(1);
  view.answer(state(1300, { changes, reading: reading(1300, { throttlePercent: 20 }) }));
  expect(made).toBe(2);
  expect(terminal.lines).toEqual(
    expect.arrayContaining([
      'What could be changed while it runs:',
      'downtime limit 300 to 1000 ms: ends in 10.7 s (7.7..12.7), 100 % sure to converge',
      change.qmp[0],
      'virsh migrate-setmaxdowntime web1 1000',
    ]),
  );
});

test('lines to be pasted are whole, however narrow the terminal is', () => {
  const { terminal, view } = screen(40, 60);
  for (const ms of [1000, 1100, 1200]) view.answer(state(ms, { changes: () => [change] }));
  expect(terminal.lines.join('')).toContain(change.qmp[0]);
  expect(terminal.lines.filter((line) => line.startsWith('What could'))).toHaveLength(1);
});

test('what it ends with stands below the last screen', () => {
  const { terminal, view } = screen();
  view.answer(state(5000));
  const before = terminal.lines.slice(0, -1);
  const last = { ...reading(9000), status: 'failed' as const, ram: null };
  view.end({ name: 'failed', last, answers: 2, reason: 'no\u001b[2J route', checks: [] });
  expect(terminal.lines).toEqual([
    ...before,
    String.raw`failed after 9.0 s: no\u001b[2J route`,
    '',
  ]);
});
