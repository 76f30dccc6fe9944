import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TransferParts } from '../../src/engines/qemu/qemu-parts.js';
import { anyEncodedScenario, deltaScenario } from '../support/encoding-scenarios.js';
import { simulateWith } from '../support/parts.js';
import { withSettings } from '../support/scenarios.js';
import { EagerlyCachingXbzrle, EarlyCachingXbzrle, LateCachingXbzrle } from '../support/twins.js';
import { drawn, draws } from '../support/draws.js';

test('no page is lost, whatever makes it smaller', () => {
  let encoded = 0;
  fc.assert(
    fc.property(anyEncodedScenario, (scenario) => {
      const run = withSettings(scenario, { maxTime: Math.min(scenario.settings.maxTime, 120) });
      const { compression, oracle, xbzrle } = simulateWith(run, {});
      expect(oracle?.examples ?? []).toEqual([]);
      expect(oracle?.lostPages ?? 0).toBe(0);
      if ((xbzrle?.pages ?? 0) + (compression?.pages ?? 0) > 0) encoded++;
    }),
    draws(40, 6),
  );
  expect(encoded).toBeGreaterThan(drawn(40) * 0.3);
});

test('nor where deltas are sent', () => {
  fc.assert(
    fc.property(deltaScenario, (scenario) => {
      const { oracle, status, xbzrle } = simulateWith(scenario, {});
      expect({ status, lost: oracle?.lostPages }).toEqual({ status: 'completed', lost: 0 });
      expect(xbzrle?.pages).toBeGreaterThan(0);
    }),
    draws(20, 6),
  );
});

test('that somebody verifies a run does not change it', () => {
  fc.assert(
    fc.property(anyEncodedScenario, (scenario) => {
      const short = withSettings(scenario, { maxTime: 5 });
      const run = (verify: boolean): object => {
        const { oracle: _, scenario: __, ...rest } = simulateWith({ ...short, verify }, {});
        return rest;
      };
      expect(run(true)).toEqual(run(false));
    }),
    draws(12, 8),
  );
});

const twins: readonly (readonly [string, Partial<TransferParts>])[] = [
  ['a page that is in the cache although it was not sent', { Xbzrle: EagerlyCachingXbzrle }],
  ['a copy that is newer than what was sent', { Xbzrle: LateCachingXbzrle }],
  ['a copy that the destination never had', { Xbzrle: EarlyCachingXbzrle }],
];

test.each(twins)('the oracle catches %s', (_name, parts) => {
  let caught = 0;
  const runs = drawn(20);
  fc.assert(
    fc.property(deltaScenario, (scenario) => {
      if ((simulateWith(scenario, parts).oracle?.lostPages ?? 0) > 0) caught++;
    }),
    draws(20, 6),
  );
  expect(caught).toBeGreaterThan(runs / 2);
});
