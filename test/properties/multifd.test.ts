import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import { anyMultifdScenario, overtakingScenario } from '../support/multifd-scenarios.js';
import { simulateWith } from '../support/parts.js';
import { UnsynchronisedSender } from '../support/twins.js';

const TIMEOUT_MS = 120_000;

function lostPages(result: MigrationResult): number {
  return result.oracle?.lostPages ?? 0;
}

test(
  'no arrangement of channels loses a page',
  () => {
    let completed = 0;
    fc.assert(
      fc.property(anyMultifdScenario, (scenario) => {
        const result = simulateWith(scenario, {});
        if (result.status === 'completed') completed++;
        expect(lostPages(result)).toBe(0);
      }),
      { numRuns: 400, seed: 12 },
    );
    expect(completed).toBeGreaterThan(150);
  },
  TIMEOUT_MS,
);

test(
  'a slow destination with full socket buffers loses nothing',
  () => {
    fc.assert(
      fc.property(overtakingScenario, (scenario) => {
        const result = simulateWith(scenario, {});
        expect([result.status, lostPages(result)]).toEqual(['completed', 0]);
      }),
      { numRuns: 60, seed: 12 },
    );
  },
  TIMEOUT_MS,
);

test(
  'without the synchronisation an older copy overtakes a newer one, and the oracle sees it',
  () => {
    let caught = 0;
    const runs = 60;
    fc.assert(
      fc.property(overtakingScenario, (scenario) => {
        if (lostPages(simulateWith(scenario, { MultifdSender: UnsynchronisedSender })) > 0)
          caught++;
      }),
      { numRuns: runs, seed: 12 },
    );
    expect(caught).toBeGreaterThan(runs / 2);
  },
  TIMEOUT_MS,
);
