import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MigrationContext } from '../../src/migration/context.js';
import { NORMAL_PAGE_WIRE_BYTES, ZERO_PAGE_WIRE_BYTES } from '../../src/migration/costs.js';
import { PageSender } from '../../src/migration/page-sender.js';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { expectPartsOfDowntime } from '../support/downtime-parts.js';
import { simulateWith } from '../support/parts.js';
import { anyScenario } from '../support/random-scenarios.js';
import { deep, drawn, draws } from '../support/draws.js';

const RUNS = deep(60, 200);

interface Observed {
  readonly result: MigrationResult;
  readonly context: MigrationContext;
}

/** Simulates, and keeps the state in which the migration ended. */
function simulateObserved(scenario: QemuScenario): Observed {
  const contexts: MigrationContext[] = [];
  class ObservedSender extends PageSender {
    constructor(context: MigrationContext) {
      super(context);
      contexts.push(context);
    }
  }
  const result = simulateWith(scenario, { PageSender: ObservedSender });
  return { result, context: contexts[0] };
}

function expectConsistentBytes({ result, context }: Observed): void {
  const { counters } = context;
  const deviceStateBytes = result.status === 'completed' ? context.costs.deviceStateBytes : 0;
  const frames =
    result.transferredBytes -
    counters.normalPages * NORMAL_PAGE_WIRE_BYTES -
    counters.duplicatePages * ZERO_PAGE_WIRE_BYTES -
    deviceStateBytes;
  expect(frames % 18).toBe(0);
  expect(frames).toBeGreaterThan(0);
}

function expectConsistentPages({ result, context }: Observed): void {
  const { ram, counters } = context;
  expect(ram.dirtyPages).toBe(ram.dirty.count());
  for (const region of ram.memory.regions) {
    expect(region.protectedPages).toBe(region.pages - region.logged.count(0, region.pages));
  }
  const sent = counters.normalPages + counters.duplicatePages;
  expect(sent + ram.dirtyPages).toBeGreaterThanOrEqual(ram.memory.totalPages);
  if (result.status === 'completed') expect(ram.dirtyPages).toBe(0);
}

function expectConsistentDowntime(result: MigrationResult): void {
  expectPartsOfDowntime(result);
  if (result.status !== 'completed') return;
  const { totalMs, parts, blackoutMs, residualBytes } = result.downtime;
  expect(blackoutMs).toBeGreaterThanOrEqual(totalMs - parts.stopMs);
  expect(residualBytes).toBeGreaterThan(0);
}

test(`${drawn(RUNS)} random migrations lose no page, and their books balance`, () => {
  let completed = 0;
  let resent = 0;
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      const observed = simulateObserved(scenario);
      const { result, context } = observed;
      if (result.status === 'completed') {
        completed++;
        if (
          context.counters.normalPages + context.counters.duplicatePages >
          context.ram.memory.totalPages
        )
          resent++;
        expect(result.oracle).toMatchObject({ lostPages: 0, examples: [] });
        expect(result.history.at(-1)?.remainingBytes).toBe(0);
      }
      expectConsistentPages(observed);
      expectConsistentBytes(observed);
      expectConsistentDowntime(result);
      const counts = result.history.map(({ dirtySyncCount }) => dirtySyncCount).slice(0, -1);
      expect(counts).toEqual([...new Set(counts)].toSorted((a, b) => a - b));
    }),
    draws(RUNS, 20_260_801),
  );
  // A run that was cancelled, or of a guest that wrote nothing, has nothing to prove.
  expect(completed).toBeGreaterThan(drawn(RUNS) * 0.6);
  expect(resent).toBeGreaterThan(drawn(RUNS) * 0.5);
});
