import { expect, test } from 'vitest';
import { candidateOf } from '../../src/advise/candidate.js';
import { SlowTimes, slowSeconds } from '../../src/advise/slow-time.js';
import { simulate } from '../../src/engines/simulate.js';
import { throttle } from '../../src/advise/kinds/auto-converge.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import type { Settings } from '../../src/settings/resolve.js';
import type { RunRecord } from '../../src/results/run-record.js';
import type { Trial } from '../../src/advise/trials.js';
import { hostProfile } from '../support/hosts.js';

const base: Settings = {
  mem: 1,
  cpus: 2,
  stressMem: 300,
  qemu: '9.1',
  host: hostProfile(),
  linkGbit: 1,
  maxTime: 60,
  seed: '1',
};
/** Of a run that was throttled, so that it has to be looked at. */
const known = { max_throttle_percent: 99, total_time_ms: 60_000 };
const scenarioOf = (changes: Settings) => candidateOf({ ...base, ...changes }).scenario;

/** The same from the CPU times of each second: at most a second off where a throttle begins and where it ends. */
function sampledSeconds(changes: Settings): number {
  const { cpu, status, totalTimeMs, ...result } = simulate(scenarioOf(changes));
  const downMs = 'downtime' in result ? result.downtime.totalMs : 0;
  expect(status).toBeDefined();
  const samples = cpu?.samples ?? [];
  const times = [{ polledAtMs: 0, vcpuRunMs: [0] }, ...samples].filter(
    ({ polledAtMs }) => polledAtMs <= totalTimeMs - downMs,
  );
  return times
    .slice(1)
    .filter(({ polledAtMs, vcpuRunMs: [run] }, index) => {
      const last = times[index];
      return (run - last.vcpuRunMs[0]) / (polledAtMs - last.polledAtMs) < 0.08;
    })
    .reduce((sum) => sum + 1, 0);
}

test('a guest without a throttle is never slow', () => {
  expect(slowSeconds(scenarioOf({}), known)).toBe(0);
});

test.each([0, 80, 89])(
  'a run of which the throttle is known to end at %d %% is not made again',
  (to) => {
    const absurd = { ...scenarioOf({}), version: 'none' } as unknown as QemuScenario;
    expect(slowSeconds(absurd, { ...known, max_throttle_percent: to })).toBe(0);
  },
);

test.each([90, 99])('a run of which the throttle came to %d %% is made again', (to) => {
  const absurd = { ...scenarioOf({}), version: 'none' } as unknown as QemuScenario;
  expect(() => slowSeconds(absurd, { ...known, max_throttle_percent: to })).toThrow();
});

test('a throttle that leaves a tenth or more counts for nothing', () => {
  expect(slowSeconds(scenarioOf(throttle(20, 10, 80)), known)).toBe(0);
});

test('a throttle of 99 % counts for as long as it lasts, up to the stop', () => {
  const hard = throttle(99, 10, 99);
  const seconds = slowSeconds(scenarioOf(hard), known) ?? 0;
  expect(seconds).toBeGreaterThan(2);
  expect(Math.abs(seconds - sampledSeconds(hard))).toBeLessThanOrEqual(2);
});

test('the dirty limit counts by what it leaves of a second, unless there are too many of them', () => {
  const limited = { dirtyLimit: true, dirtyRingSize: 1024, vcpuDirtyLimit: 1 };
  expect(slowSeconds(scenarioOf(limited), known)).toBeGreaterThan(1);
  const loose = { ...limited, vcpuDirtyLimit: 100_000 };
  expect(slowSeconds(scenarioOf(loose), known)).toBe(0);
  expect(slowSeconds(scenarioOf(limited), { ...known, total_time_ms: 1e8 })).toBe(null);
});

test('a run is simulated once for its slow time, however often it is told', () => {
  const run = { ...known } as RunRecord;
  const trial: Trial = { ...candidateOf({ ...base, ...throttle(99, 10, 99) }), runs: [run] };
  const slow = new SlowTimes();
  const seconds = slow.of(trial, 1);
  expect(seconds).toBeGreaterThan(2);
  const absurd = { ...trial.scenario, version: 'none' } as unknown as QemuScenario;
  expect(slow.of({ ...trial, scenario: absurd }, 1)).toBe(seconds);
});
