import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import { overtakingScenario } from '../support/multifd-scenarios.js';
import { simulateWith } from '../support/parts.js';
import { UnsynchronisedSender } from '../support/twins.js';
import { drawn, draws } from '../support/draws.js';

function lostPages(result: MigrationResult): number {
  return result.oracle?.lostPages ?? 0;
}

test('a slow destination with full socket buffers loses nothing', () => {
  fc.assert(
    fc.property(overtakingScenario, (scenario) => {
      const result = simulateWith(scenario, {});
      expect([result.status, lostPages(result)]).toEqual(['completed', 0]);
    }),
    draws(15, 12),
  );
});

test('without the synchronisation an older copy overtakes a newer one, and the oracle sees it', () => {
  let caught = 0;
  const runs = drawn(15);
  fc.assert(
    fc.property(overtakingScenario, (scenario) => {
      if (lostPages(simulateWith(scenario, { MultifdSender: UnsynchronisedSender })) > 0) caught++;
    }),
    draws(15, 12),
  );
  expect(caught).toBeGreaterThan(runs / 2);
});
