import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import type { TransferParts } from '../../src/engines/qemu/qemu-parts.js';
import { simulateWith } from '../support/parts.js';
import { anyPostcopyScenario, busyPostcopyScenario } from '../support/postcopy-scenarios.js';
import {
  ConfusedScan,
  EagerVcpus,
  EarlyDiscard,
  KeptCopies,
  StaleMarks,
  UnsettledSender,
} from '../support/postcopy-twins.js';
import { deep, drawn, draws } from '../support/draws.js';
import { withSettings } from '../support/scenarios.js';

const RUNS = deep(20, 80);
const TWIN_RUNS = deep(2, 8);

function expectConsistent(result: MigrationResult): void {
  const { postcopy } = result;
  if (!postcopy) return;
  const cpus = result.scenario.settings.cpus;
  expect(postcopy.vcpuBlocktimeMs).toHaveLength(cpus);
  // Before 10.1 both ends of each wait are truncated to ms.
  const rounding = 2 + postcopy.requests / 10;
  for (const blocked of postcopy.vcpuBlocktimeMs) {
    expect(blocked).toBeGreaterThanOrEqual(0);
    expect(blocked).toBeLessThanOrEqual(result.totalTimeMs - postcopy.startedMs + rounding);
  }
  const least = Math.min(...postcopy.vcpuBlocktimeMs);
  expect(postcopy.blocktimeMs).toBeLessThanOrEqual(least + rounding);
  expect(postcopy.ramBytes).toBeLessThanOrEqual(result.transferredBytes);
  expect(result.history.filter(({ status }) => status === 'postcopy-active').length).toBeLessThan(
    3,
  );
}

test(`${drawn(RUNS)} random postcopy migrations lose no page, at no touch`, () => {
  let switched = 0;
  let requests = 0;
  fc.assert(
    fc.property(anyPostcopyScenario, (scenario) => {
      const result = simulateWith(scenario, {});
      if (result.postcopy) {
        switched++;
        requests += result.postcopy.requests;
      }
      if (result.status === 'completed') {
        expect(result.oracle).toMatchObject({ lostPages: 0, examples: [] });
        expect(result.history.at(-1)?.remainingBytes).toBe(0);
      }
      expectConsistent(result);
    }),
    draws(RUNS, 20_261_121),
  );
  expect(switched).toBeGreaterThan(drawn(RUNS) * 0.5);
  expect(requests).toBeGreaterThan(drawn(RUNS) * 10);
});

function lostPages(scenario: QemuScenario, parts: Partial<TransferParts>): number {
  const result = simulateWith(scenario, parts);
  expect(result.status).toBe('completed');
  expect(result.postcopy).toBeTruthy();
  return result.oracle?.lostPages ?? -1;
}

/*
 * The guest writes all over its memory, faster than the link carries it, and the switch comes up to 100
 * ms after a sync: some pages were sent since, and written after that.
 */
const twins: readonly (readonly [string, Partial<TransferParts>])[] = [
  ['the discard bitmap is taken before the last sync', { PostcopySwitchover: EarlyDiscard }],
  ['a page that was written again is not discarded', { PostcopySwitchover: KeptCopies }],
  ['a vCPU goes on before its page has come', { PostcopyPhase: EagerVcpus }],
  ['a requested page is marked as sent, and is not', { PostcopyPhase: StaleMarks }],
  ['any page that the scan sends frees who waits', { PostcopyPhase: ConfusedScan }],
];

describe('a busy guest that switches in a pass', () => {
  test('loses nothing', () => {
    fc.assert(
      fc.property(busyPostcopyScenario, (scenario) => {
        expect(lostPages(scenario, {})).toBe(0);
      }),
      draws(TWIN_RUNS, 7),
    );
  });

  test.each(twins)('%s: caught every time', (_twin, parts) => {
    fc.assert(
      fc.property(busyPostcopyScenario, (scenario) => {
        expect(lostPages(scenario, parts)).toBeGreaterThan(0);
      }),
      draws(TWIN_RUNS, 7),
    );
  });
});

/** Four channels with deep buffers, and a host that needs no time to stop the guest and to sync. */
const overChannels: fc.Arbitrary<QemuScenario> = busyPostcopyScenario.map((busy) => ({
  ...withSettings(busy, { multifd: true, multifdChannels: 4 }),
  version: '10.1',
  host: {
    ...busy.host,
    numbers: {
      ...busy.host.numbers,
      socketBufferKib: 4096,
      syncFixedUs: 0,
      syncUsPerGib: 0,
      vcpuStopUs: 0,
    },
  },
}));

test.each([
  ['settled, they lose nothing', {}, false],
  ['not settled: caught every time', { MultifdSender: UnsettledSender }, true],
])('channels before the discard: %s', (_name, parts, isCaught) => {
  fc.assert(
    fc.property(overChannels, (scenario) => {
      expect(lostPages(scenario, parts) > 0).toBe(isCaught);
    }),
    draws(TWIN_RUNS, 8),
  );
});
