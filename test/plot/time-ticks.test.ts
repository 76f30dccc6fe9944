import { expect, test } from 'vitest';
import { tickedAxis } from '../../src/plot/time-ticks.js';

test('ticks stand at round seconds, with their labels', () => {
  expect(tickedAxis({ from: -2, until: 10 }, 28, '-', '+')).toEqual({
    line: '-----+----------+----------+',
    labels: '     0 s        5 s     10 s',
  });
});

test.each([
  [0, 0.004],
  [-13.6, 15.6],
  [0, 86_400],
  [100, 100.5],
])('the axis from %d to %d s has labels that do not touch', (from, until) => {
  for (const columns of [10, 18, 58, 378]) {
    const { labels, line } = tickedAxis({ from, until }, columns, '-', '+');
    expect([labels.length, line.length]).toEqual([columns, columns]);
    expect(line).toContain('+');
    expect(
      labels
        .trim()
        .split(/(?<= s) /)
        .every((label) => /^ *-?[\d.,]+ s$/.test(label)),
    ).toBe(true);
  }
});
