import { ns } from '../../src/sim/time.js';
import { expect, test } from 'vitest';
import { RandomWorkload } from '../../src/guest/random-workload.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { RandomStream } from '../../src/sim/random-stream.js';

const PAGES = 8192;
const VISIT_NS = 100;
const costs = { faultIn: ns(1), visit: ns(VISIT_NS), writeFault: ns(0) };

/** A full region of which the content is tracked from here on. */
function tracked() {
  const region = new WriteRegion(0, PAGES);
  const workload = new RandomWorkload(
    region,
    costs,
    new RandomStream('visits'),
    undefined,
    () => new RandomStream('content'),
  );
  workload.run(ns(PAGES), ns(0), null);
  workload.content.track?.();
  return { region, workload };
}

function protectAll(region: WriteRegion): void {
  region.logged.clear();
  region.protectedPages = region.pages;
}

function versions({ content }: RandomWorkload): number[] {
  return Array.from({ length: PAGES }, (_, page) => content.versionOf(page));
}

/** Lets each page be visited `mean` times in the mean. */
function visit(workload: RandomWorkload, mean: number): void {
  workload.run(ns(mean * PAGES * VISIT_NS), ns(0), null);
}

test('a page that is not logged holds what it held', () => {
  const { region, workload } = tracked();
  let before = versions(workload);
  for (const mean of [0.3, 0.1, 2]) {
    protectAll(region);
    visit(workload, mean);
    const after = versions(workload);
    for (let page = 0; page < PAGES; page++) {
      expect(after[page] !== before[page]).toBe(region.isLogged(page));
    }
    before = after;
  }
});

test('a page that was logged before may be visited again or not', () => {
  const { region, workload } = tracked();
  protectAll(region);
  visit(workload, 8);
  const before = versions(workload);
  visit(workload, 0.5);
  const changed = versions(workload).filter((version, page) => version !== before[page]).length;
  expect(changed / PAGES).toBeCloseTo(1 - Math.exp(-0.5), 1);
});

test.each([0.2, 1, 3])('the number of visits is odd as often as it should, mean %d', (mean) => {
  const { workload } = tracked();
  const before = versions(workload);
  visit(workload, mean / 2);
  visit(workload, mean / 2);
  const odd = versions(workload).filter((version, page) => (version - before[page]) % 2 === 1);
  expect(odd.length / PAGES).toBeCloseTo((1 - Math.exp(-2 * mean)) / 2, 1.5);
});

test('the content of pages that are not filled yet is zero', () => {
  const region = new WriteRegion(0, PAGES);
  const workload = new RandomWorkload(region, costs, new RandomStream('visits'));
  workload.content.track?.();
  workload.run(ns(100), ns(0), null);
  expect(workload.content.versionOf(99)).toBe(0);
  expect(workload.content.versionOf(100)).toBe(-1);
});

test('content that nobody asks for is that of the fill', () => {
  const workload = new RandomWorkload(new WriteRegion(0, 32), costs, new RandomStream('visits'));
  workload.run(ns(32 + 100 * VISIT_NS), ns(0), null);
  expect(workload.content.versionOf(31)).toBe(0);
});

test('where each page is visited for certain, nothing is drawn', () => {
  const { region, workload } = tracked();
  protectAll(region);
  const random = new RandomStream('certain');
  workload.content.drawVisited(1, random);
  expect(region.protectedPages).toBe(0);
  expect(random.uniform()).toBe(new RandomStream('certain').uniform());
});
