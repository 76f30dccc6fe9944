import { expect, test } from 'vitest';
import { plainStyle } from '../../src/documents/text-style.js';
import { unknownSetup } from '../../src/observed/migration-reading.js';
import type { ChangeForecast, Forecast } from '../../src/watch/forecast.js';
import { LinesView } from '../../src/watch/lines-view.js';
import type { WatchedState } from '../../src/watch/watched-state.js';
import { reading } from '../support/readings.js';

const likely: Forecast = {
  endMs: { low: 35_000, median: 45_000, high: 80_000 },
  downtimeMs: { low: 90, median: 180, high: 310 },
  converges: 0.93,
  limitedBy: 'link',
  unknown: null,
  hopeless: null,
};

const hopeless: Forecast = {
  ...likely,
  endMs: null,
  downtimeMs: null,
  converges: 0.02,
  hopeless: 'the guest dirties 1.3 x what the link carries; at throttle 60 % it would',
};

const change: ChangeForecast = {
  kind: 'throttle',
  change: 'throttle increment 10 to 30 %',
  forecast: {
    endMs: { low: 20_000, median: 30_000, high: 40_000 },
    downtimeMs: null,
    converges: 1,
  },
  qmp: ['{"execute": "x"}'],
  virsh: ['virsh y DOMAIN'],
};

function view() {
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(...text.trimEnd().split('\n'));
  return { lines, view: new LinesView(write, plainStyle, null) };
}

const state = (
  ms: number,
  forecast: Forecast | null = likely,
  more: Partial<WatchedState> = {},
): WatchedState => ({
  reading: reading(ms),
  setup: unknownSetup,
  forecast,
  changes: () => [change],
  ...more,
});

test('a line only when something changes', () => {
  const { lines, view: shown } = view();
  for (const ms of [5000, 5500, 6000]) shown.answer(state(ms));
  expect(lines).toEqual([
    '5.0 s, active, pass 1, 524 MiB of 1 GiB left, sent at 100 MiB/s, dirtied at 20 MiB/s: ' +
      'ends in 40 s (30..75), downtime 180 ms (90..310), 93 % sure to converge',
  ]);
  shown.answer(state(6500, likely, { reading: reading(6500, { throttlePercent: 20 }) }));
  shown.answer(state(7000, likely, { reading: reading(7000, { throttlePercent: 20 }) }));
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(', throttle 20 %: ends in 38.5 s');
  const moved = { ...likely, endMs: { low: 50_000, median: 60_000, high: 70_000 } };
  shown.answer(state(7500, moved, { reading: reading(7500, { throttlePercent: 20 }) }));
  expect(lines).toHaveLength(3);
});

test('of a migration that does not converge it says why, and once what could be changed', () => {
  const { lines, view: shown } = view();
  shown.answer(state(1000));
  shown.answer(state(2000, hopeless));
  shown.answer(state(11_000, hopeless));
  expect(lines.slice(1)).toEqual([
    expect.stringMatching(/: no end in sight, 2 % sure to converge$/),
    '  does not converge: the guest dirties 1.3 x what the link carries; at throttle 60 % it would',
    '  what could be changed while it runs:',
    '    throttle increment 10 to 30 %: ends in 28 s (18..38), 100 % sure to converge',
    '      {"execute": "x"}',
    '      virsh y DOMAIN',
    expect.stringMatching(/^11\.0 s, active, pass 2, .* no end in sight/),
  ]);
});

test('what the past does not determine is said once', () => {
  const { lines, view: shown } = view();
  const unknown = 'in the first pass nobody has seen the guest dirty anything';
  shown.answer(state(1000, { ...likely, unknown }));
  shown.answer(state(11_000, { ...likely, unknown }));
  expect(lines.filter((line) => line === `  not known: ${unknown}`)).toHaveLength(1);
});

test('hostile words are printed harmlessly', () => {
  const { lines, view: shown } = view();
  const last = reading(3000, { status: 'failed', ram: null });
  const reason = '\u001b]0;owned\u0007\n::error::x ##[group]';
  shown.end({ name: 'failed', last, answers: 1, reason, checks: [] });
  expect(lines).toEqual([
    String.raw`failed after 3.0 s: \u001b]0;owned\u0007\n::error::x #\u0023[group]`,
  ]);
});
