import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TransferParts } from '../../src/engines/qemu/qemu-parts.js';
import { deltaScenario } from '../support/encoding-scenarios.js';
import { simulateWith } from '../support/parts.js';
import { EagerlyCachingXbzrle, EarlyCachingXbzrle, LateCachingXbzrle } from '../support/twins.js';
import { drawn, draws } from '../support/draws.js';

test('no page is lost where deltas are sent', () => {
  fc.assert(
    fc.property(deltaScenario, (scenario) => {
      const { oracle, status, xbzrle } = simulateWith(scenario, {});
      expect({ status, lost: oracle?.lostPages }).toEqual({ status: 'completed', lost: 0 });
      expect(xbzrle?.pages).toBeGreaterThan(0);
    }),
    draws(20, 6),
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
