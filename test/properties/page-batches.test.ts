import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PageRun } from '../../src/migration/page-run.js';
import { PageSender } from '../../src/migration/page-sender.js';
import type { Nanoseconds } from '../../src/sim/time.js';
import { batchedScenario, besideScenario, deltaScenario } from '../support/encoding-scenarios.js';
import { simulateWith } from '../support/parts.js';
import { BlindSender, CarelessXbzrle } from '../support/twins.js';
import { deep, drawn, draws } from '../support/draws.js';

/** Finds and encodes each batch by itself. */
class BatchByBatchSender extends PageSender {
  protected override send(run: PageRun, pages: number, until: Nanoseconds): number {
    return super.send(run, pages, until);
  }
}

/** Counts the batches that are sent behind another, and those of a page that are. */
let followed = 0;
let pageByPage = 0;
class CountingSender extends PageSender {
  protected override send(
    run: PageRun,
    pages: number,
    until: Nanoseconds,
    batches: number,
  ): number {
    followed += batches > 1 ? 1 : 0;
    pageByPage += batches > 1 && pages === 1 ? 1 : 0;
    return super.send(run, pages, until, batches);
  }
}

test('batches that follow each other are what they are one by one, to the bit', () => {
  followed = 0;
  pageByPage = 0;
  const runs = deep(20, 60);
  fc.assert(
    fc.property(fc.oneof(batchedScenario, besideScenario), (scenario) => {
      const together = simulateWith(scenario, { PageSender: CountingSender });
      expect(together).toEqual(simulateWith(scenario, { PageSender: BatchByBatchSender }));
      expect(together.oracle?.lostPages ?? 0).toBe(0);
    }),
    draws(runs, 61),
  );
  expect(followed).toBeGreaterThan(drawn(runs) * 10);
  expect(pageByPage).toBeGreaterThan(drawn(runs));
});

test('a sender that does not look at what follows gives other results', () => {
  let caught = 0;
  const runs = drawn(10);
  fc.assert(
    fc.property(besideScenario, (scenario) => {
      const blind = simulateWith(scenario, { PageSender: BlindSender });
      if (!isDeepStrictEqual(blind, simulateWith(scenario, {}))) caught++;
    }),
    draws(10, 62),
  );
  expect(caught).toBeGreaterThan(runs / 2);
});

test('the oracle catches a sequel that goes on while the guest writes into it', () => {
  let caught = 0;
  const runs = drawn(20);
  fc.assert(
    fc.property(deltaScenario, (scenario) => {
      const { oracle } = simulateWith(scenario, { Xbzrle: CarelessXbzrle });
      if ((oracle?.lostPages ?? 0) > 0) caught++;
    }),
    draws(20, 6),
  );
  expect(caught).toBeGreaterThan(runs / 2);
});
