import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MigrationResult } from '../../../../src/engines/migration-result.js';
import type { QemuScenario } from '../../../../src/engines/scenario.js';
import { simulate } from '../../../../src/engines/simulate.js';
import { VcpuRunClocks } from '../../../../src/guest/vcpu-run-clocks.js';
import { resolve, type Settings } from '../../../../src/settings/resolve.js';
import type { Nanoseconds } from '../../../../src/sim/time.js';
import { temporaryFolder } from '../../../cli/folder.js';
import { simulateWith } from '../../../support/parts.js';

const folder = temporaryFolder();

function strategy(name: string, hook: string): Settings {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, `export default { name: 'throttles', throttle: { ${hook} } };`);
  return { strategy: path };
}

function scenarioOf(settings: Settings): QemuScenario {
  const guest: Settings = { host: 'smartx-v2', qemu: '9.1', mem: 1, maxIters: 500, maxTime: 60 };
  const scenario = resolve({ ...guest, ...settings }, { name: 'a', mode: 'b', repeat: 1 });
  if (scenario.vmm !== 'qemu') throw new Error('not by QEMU');
  return scenario;
}

/** All that came of a migration and was decided in it, as bytes; without what it was asked for. */
function outcome(settings: Settings): string {
  const events: unknown[] = [];
  const { scenario: _asked, ...result } = simulate(scenarioOf(settings), {
    trace: (timeMs, event) => events.push([timeMs, event]),
  });
  return JSON.stringify([result, events]);
}

const climbing = 'const next = Math.min(99, throttlePercent + 15);';
const equal = 'Array.from({ length: vcpus }, () => next)';

test.each<Settings>([
  { cpus: 4, stressMem: 600 },
  { cpus: 4, stressMem: 600, host: 'generic-10g', bandwidth: 200 },
  { cpus: 3, stressMem: 600, dirtyRingSize: 4096 },
  { cpus: 4, workload: 'random' },
])('an array of equal percents is the number, byte by byte: %o', (guest) => {
  const number = strategy('number', `percent({ throttlePercent }) { ${climbing} return next; }`);
  const array = strategy(
    'array',
    `percent({ throttlePercent, vcpus }) { ${climbing} return ${equal}; }`,
  );
  expect(outcome({ ...guest, ...array }) === outcome({ ...guest, ...number })).toBe(true);
});

test('the vCPU that is left alone runs, and the others do not', () => {
  const hook = `percent: ({ vcpus }) => Array.from({ length: vcpus }, (_, vcpu) => (vcpu === 0 ? 0 : 90))`;
  const settings = { cpus: 4, stressMem: 600, downtime: 20, maxTime: 30 };
  const result = simulate(scenarioOf({ ...settings, ...strategy('first', hook) }));
  const [first, ...others] = result.cpu?.end.vcpuRunMs ?? [];
  const seconds = result.cpu?.samples ?? [];
  expect(seconds[0].vcpuRunMs).toHaveLength(1);
  const divided = seconds.filter(({ vcpuRunMs }) => vcpuRunMs.length === 4);
  expect(divided.length).toBeGreaterThan(2);
  for (const { vcpuRunMs } of divided) expect(Math.max(...vcpuRunMs)).toBe(vcpuRunMs[0]);
  expect(others).toHaveLength(3);
  expect(first / result.totalTimeMs).toBeGreaterThan(0.95);
  for (const ran of others) expect(ran).toBeLessThan(first / 2);
  expect(result.maxThrottlePercent).toBe(90);
});

/** Percents that are drawn for each vCPU at each look. */
const drawing = `
  everyMs: 300,
  percent({ vcpus, vcpuThrottlePercents }, { random }) {
    if (random('whether').uniform() < 0.3) return vcpuThrottlePercents;
    return Array.from({ length: vcpus }, () => Math.floor(random('percent').uniform() * 100));
  }`;

const guests = fc.record({
  cpus: fc.integer({ min: 1, max: 5 }),
  stressMem: fc.integer({ min: 50, max: 800 }),
  downtime: fc.integer({ min: 10, max: 1000 }),
  seed: fc.integer({ min: 1, max: 1e6 }).map(String),
  qemu: fc.constantFrom('9.1' as const, '10.1' as const),
  host: fc.constantFrom('smartx-v1', 'smartx-v2', 'generic-10g'),
  dirtyRingSize: fc.constantFrom(0, 0, 2048),
});

function migrated(guest: Settings, clocks = VcpuRunClocks): MigrationResult {
  const own = strategy('draws', drawing);
  const scenario = scenarioOf({ ...guest, ...own, maxTime: 20, deadline: 15, verify: true });
  return simulateWith(scenario, { VcpuRunClocks: clocks });
}

/** Pages that the destination has not got; null if the guest is not there. */
function lostPages(result: MigrationResult): number | null {
  return result.status === 'completed' ? (result.oracle?.lostPages ?? null) : null;
}

test('percents that differ, in any migration, lose no page', () => {
  let completed = 0;
  fc.assert(
    fc.property(guests, (guest) => {
      const lost = lostPages(migrated(guest));
      if (lost !== null) completed++;
      expect(lost ?? 0).toBe(0);
    }),
    { numRuns: 25, seed: 20_261_122 },
  );
  expect(completed).toBeGreaterThan(15);
});

/** Stops the first vCPU alone: the others write on while the guest moves. */
class StopsOne extends VcpuRunClocks {
  override stop(now: Nanoseconds): void {
    this.now(0).stop(now);
  }
}

test('a clock that is not stopped with the guest loses pages, and the oracle says so', () => {
  const guest = { cpus: 4, stressMem: 600, downtime: 300, seed: '1' };
  expect(lostPages(migrated(guest))).toBe(0);
  expect(lostPages(migrated(guest, StopsOne))).toBeGreaterThan(0);
});
