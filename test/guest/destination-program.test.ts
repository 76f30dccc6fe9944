import { expect, test } from 'vitest';
import { DestinationProgram } from '../../src/guest/destination-program.js';
import { RandomWorkload } from '../../src/guest/random-workload.js';
import { StressWorkload } from '../../src/guest/stress-workload.js';
import { MissingPages } from '../../src/memory/missing-pages.js';
import { PageBitmap } from '../../src/memory/page-bitmap.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { RandomStream } from '../../src/sim/random-stream.js';
import { ns } from '../../src/sim/time.js';

const START = 320;

test('a page of which a rounding error was left on the source is not used on the destination', () => {
  const region = new WriteRegion(START, START + 8);
  const costs = { faultIn: ns(100), visit: ns(10), writeFault: ns(5) };
  const workload = new StressWorkload(region, costs);
  const ranFor = ns(8 * 100 + 30 - 1e-7);
  workload.run(ranFor, ns(830), null);
  const used: number[] = [];
  const observer = { pagesTouched: (start: number) => void used.push(start - START) };
  const missing = new MissingPages(new PageBitmap(START + 32));
  const program = new DestinationProgram(workload, ranFor, 1, missing, observer);
  program.run(ns(830), ns(835));
  expect(used).toEqual([3]);
});

test('a workload that prints nothing has no lines on the destination', () => {
  const region = new WriteRegion(START, START + 8);
  const costs = { faultIn: ns(100), visit: ns(10), writeFault: ns(5) };
  const workload = new RandomWorkload(region, costs, new RandomStream('x'));
  const missing = new MissingPages(new PageBitmap(START + 32));
  const program = new DestinationProgram(workload, ns(0), 1, missing, null);
  program.run(ns(0), ns(2000));
  expect(program.lineTimes).toEqual([]);
});
