import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  freePagePolicies,
  unsafeFreePagePolicies,
} from '../../src/engines/qemu/features/free-page/free-pages.js';
import { simulate } from '../../src/engines/simulate.js';
import { reusingScenario } from '../support/free-page-scenarios.js';

const safePolicies = freePagePolicies.filter((policy) => !unsafeFreePagePolicies.includes(policy));

test.each(safePolicies)(
  '%s loses no page in 1,000 random migrations',
  (policy) => {
    let completed = 0;
    let skipping = 0;
    fc.assert(
      fc.property(reusingScenario([policy]), (scenario) => {
        let skipped = 0;
        const result = simulate(scenario, {
          trace: (_time, event) => {
            if (event.event === 'free-page-batch') skipped += event.skipped_pages;
          },
        });
        if (result.status !== 'completed') return;
        completed++;
        if (skipped > 0) skipping++;
        expect(result.oracle).toMatchObject({ lostPages: 0, examples: [] });
      }),
      { numRuns: 1000, seed: 2016 },
    );
    // A run that was cancelled, or that skipped nothing, has nothing to prove.
    expect(completed).toBeGreaterThan(600);
    if (policy !== 'none') expect(skipping).toBeGreaterThan(300);
  },
  60_000,
);

test.each(unsafeFreePagePolicies)(
  '%s loses pages in some of them',
  (policy) => {
    let losing = 0;
    fc.assert(
      fc.property(reusingScenario([policy]), (scenario) => {
        const result = simulate(scenario);
        if ((result.oracle?.lostPages ?? 0) > 0) losing++;
      }),
      { numRuns: 500, seed: 2016 },
    );
    expect(losing).toBeGreaterThan(0);
  },
  60_000,
);
