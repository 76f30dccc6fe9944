import { expect, test } from 'vitest';
import {
  asciiCharacters,
  brailleCharacters,
  characterRows,
} from '../../src/plot/character-cells.js';
import { columnSpans } from '../../src/plot/column-spans.js';
import type { MigrationChart } from '../../src/plot/migration-chart.js';
import type { PlotChoice } from '../../src/plot/plot-choice.js';
import { terminalPlot } from '../../src/plot/terminal-plot.js';
import { plainStyle } from '../../src/documents/text-style.js';

test('a straight line reaches the edges of the columns that it crosses', () => {
  const line = { seconds: [0, 4], values: [0, 8] };
  expect(columnSpans(line, { from: 0, until: 4 }, 4, false)).toEqual([
    { low: 0, high: 2 },
    { low: 2, high: 4 },
    { low: 4, high: 6 },
    { low: 6, high: 8 },
  ]);
});

test('a step holds its value and then is upright', () => {
  const line = { seconds: [1, 3, 4], values: [5, 9, 9] };
  expect(columnSpans(line, { from: 0, until: 4 }, 4, true)).toEqual([
    null,
    { low: 5, high: 5 },
    { low: 5, high: 5 },
    { low: 5, high: 9 },
  ]);
});

test('a peak between two columns is not lost, however narrow', () => {
  const line = { seconds: [0, 5.001, 5.002, 5.003, 10], values: [1, 1, 99, 1, 1] };
  expect(columnSpans(line, { from: 0, until: 10 }, 2, false)[1]?.high).toBe(99);
});

test('ASCII has three heights in a line of text', () => {
  const spans = [0, 1, 2, 3, 4, 5].map((value) => ({ low: value, high: value }));
  expect(characterRows([...spans, null, { low: 0, high: 5 }], 5, 2, asciiCharacters)).toEqual([
    '   _-" |',
    '_-"    |',
  ]);
});

test('braille has four heights and two columns in a character', () => {
  const spans = [0, 1, 2, 3].map((value) => ({ low: value, high: value }));
  expect(characterRows(spans, 3, 1, brailleCharacters)).toEqual(['⡠⠊']);
});

const everything: PlotChoice = {
  iterations: true,
  totalGuest: true,
  splitGuest: true,
  qemuCpu: true,
  vcpuCpu: true,
  progress: true,
  align: 'migration',
};

function chart(changes: Partial<MigrationChart> = {}): MigrationChart {
  return {
    name: 'made-up',
    file: 'made-up.json',
    origin: 'measured',
    outcome: {
      status: 'completed',
      totalMs: 10_000,
      iterations: 3,
      maxThrottlePercent: 20,
      transferredBytes: 2 ** 31,
    },
    downtime: { totalMs: 100, limitMs: 200, parts: [{ name: 'Stop', ms: 100 }] },
    ownStartSeconds: -2,
    progress: [
      { seconds: 0, status: 'active', iteration: 1 },
      { seconds: 10, status: 'completed', iteration: 3 },
    ],
    series: [
      { quantity: 'copyTime', thread: null, seconds: [-2, 10], values: [300, 600] },
      { quantity: 'throttle', thread: null, seconds: [0, 5, 10], values: [0, 20, 20] },
    ],
    parameters: [],
    ...changes,
  };
}

function plot(charts: readonly MigrationChart[], choice = everything, width = 60): string {
  return terminalPlot(charts, choice, { width, characters: asciiCharacters, style: plainStyle });
}

test('one run: its figures, its lines on a scale, its downtime', () => {
  expect(plot([chart()], everything, 50)).toBe(`\
made-up: completed in 10 s, downtime 100 ms, 3 iterations, throttle 20 %, 2 GiB

Guest memory speed, ms/GB (* iteration)
                 600                 ______-----""
                      ______-----"""""

                   0
                          *                      *
                      -----+----------+----------+
                           0 s        5 s     10 s

Throttle, %
                  20                  |"""""""""""
                                      |
                                      |
                   0      ____________|
                      -----+----------+----------+
                           0 s        5 s     10 s

Downtime, ms, of the limit
made-up               ######### 100 of 200
                      stop 100
`);
});

test('no line is wider than the terminal, for any number of runs', () => {
  const charts = [chart(), chart({ name: 'another one with a very long name indeed' })];
  for (const width of [40, 60, 80, 133]) {
    const lines = plot(charts, everything, width).split('\n').slice(2);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  }
});

test('runs aligned at their own start are moved by it', () => {
  const own = plot([chart()], { ...everything, align: 'start' });
  expect(own).toMatch(/\n +0 s +5 s +10 s\n/);
});

test('charts that were not chosen are not drawn', () => {
  const text = plot([chart()], { ...everything, progress: false, iterations: false });
  expect(text).toContain('Guest memory speed');
  expect(text).not.toContain('Throttle,');
  expect(text).not.toContain('Downtime, ms');
  expect(text).not.toContain('*');
  expect(text).not.toContain('iteration)');
});
