import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  freePagePolicies,
  unsafeFreePagePolicies,
} from '../../src/engines/qemu/features/free-page/settings.js';
import { simulateUnchecked } from '../support/parts.js';
import { reusingScenario } from '../support/free-page-scenarios.js';
import { deep, drawn, draws } from '../support/draws.js';

const RUNS = deep(30, 150);
const safePolicies = freePagePolicies.filter((policy) => !(policy in unsafeFreePagePolicies));
const unsafePolicies = freePagePolicies.filter((policy) => policy in unsafeFreePagePolicies);

test.each(safePolicies)('%s loses no page in random migrations', (policy) => {
  let completed = 0;
  let skipping = 0;
  fc.assert(
    fc.property(reusingScenario([policy]), (scenario) => {
      let skipped = 0;
      const result = simulateUnchecked(scenario, {
        trace: (_time, event) => {
          if (event.event === 'free-page-batch') skipped += event.skipped_pages;
        },
      });
      if (result.status !== 'completed') return;
      completed++;
      if (skipped > 0) skipping++;
      expect(result.oracle).toMatchObject({ lostPages: 0, examples: [] });
    }),
    draws(RUNS, 2016),
  );
  // A run that was cancelled, or that skipped nothing, has nothing to prove.
  expect(completed).toBeGreaterThan(drawn(RUNS) * 0.6);
  if (policy !== 'none') expect(skipping).toBeGreaterThan(drawn(RUNS) * 0.3);
});

test.each(unsafePolicies)('%s loses pages in some of them', (policy) => {
  const losesNone = fc.property(
    reusingScenario([policy]),
    (scenario) => (simulateUnchecked(scenario).oracle?.lostPages ?? 0) === 0,
  );
  expect(fc.check(losesNone, { ...draws(500, 5), endOnFailure: true }).failed).toBe(true);
});
