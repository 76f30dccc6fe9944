import { expect, test } from 'vitest';
import { type Figures, paretoFront } from '../../src/advise/pareto.js';

const figures = (downtimeMs: number, totalTimeMs: number, speedPercent: number): Figures => ({
  downtime_ms: downtimeMs,
  total_time_ms: totalTimeMs,
  guest_speed_percent: speedPercent,
});

test('keeps what is best in something, and the first of what is alike', () => {
  const fast = figures(300, 1000, 50);
  const gentle = figures(300, 2000, 90);
  const short = figures(10, 2000, 50);
  const worse = figures(310, 2500, 50);
  const alike = figures(301, 1001, 50);
  const front = paretoFront([fast, gentle, short, worse, alike]);
  expect(front).toEqual([fast, gentle, short]);
});
