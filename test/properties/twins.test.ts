import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { QemuScenario } from '../../src/engines/scenario.js';
import type { TransferParts } from '../../src/engines/qemu/qemu-parts.js';
import { simulateWith } from '../support/parts.js';
import { fillingScenario, sweepingScenario } from '../support/random-scenarios.js';
import { LateClearingSender, UnmergedDirtyLog, UnsyncedCompletion } from '../support/twins.js';
import { draws } from '../support/draws.js';

const RUNS = 12;

function lostPages(scenario: QemuScenario, parts: Partial<TransferParts>): number {
  const result = simulateWith(scenario, parts);
  expect(result.status).toBe('completed');
  return result.oracle?.lostPages ?? -1;
}

/*
 * In both kinds of scenario no page is written twice during the migration, so a write that is
 * forgotten stays forgotten, and all regions lie below the pages that the first pass may leave
 * pending (they are fewer than the threshold, which the RAM above the regions exceeds). Hence:
 *
 * - A log that is not merged loses each page that is written after the first pass sent it.
 * - Between the last sync and the stop (1.5 ms and more) each vCPU writes pages ahead of where it
 *   was, which are clean: sent in the first pass, and not written since. Without a final sync they
 *   are lost.
 * - The first pass overtakes every vCPU, at the latest in its second batch, and most of them long
 *   before the end of a batch (51 ms). What a vCPU writes until then was sent in the same batch, and
 *   is forgotten at its end.
 */
const twins: readonly (readonly [string, Partial<TransferParts>])[] = [
  ['a log that is cleared but not merged', { DirtyLog: UnmergedDirtyLog }],
  ['no final sync', { Completion: UnsyncedCompletion }],
  ['log bits cleared at the end of a batch', { PageSender: LateClearingSender }],
];

describe.each([
  ['a guest that fills its memory', fillingScenario],
  ['a guest that sweeps over its memory', sweepingScenario],
])('%s', (_name, scenarios) => {
  test('loses nothing', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        expect(lostPages(scenario, {})).toBe(0);
      }),
      draws(RUNS, 51),
    );
  });

  test.each(twins)('%s is caught every time', (_twin, parts) => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        expect(lostPages(scenario, parts)).toBeGreaterThan(0);
      }),
      draws(RUNS, 51),
    );
  });
});
