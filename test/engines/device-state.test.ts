import { describe, expect, test } from 'vitest';
import type { CompletedRun } from '../../src/engines/migration-result.js';
import { simulate } from '../../src/engines/simulate.js';
import { scenario, type ScenarioChanges } from '../support/scenarios.js';

/** Two devices of 50 MiB, read at 100 MiB/s each: half a second, and 10 ms to stop. */
const devices = {
  vfioDevices: 2,
  vfioStateMib: 50,
  vfioStopCopyMs: 10,
  vfioReadMbPerSecond: 104.8576,
  vfioLoadMbPerSecond: 1e6,
};

function run(changes: ScenarioChanges): CompletedRun {
  const result = simulate(
    scenario({
      qemu: '10.0',
      stressMem: 256,
      host: devices,
      deviceStateTransfer: 'serial',
      ...changes,
    }),
  );
  if (result.status !== 'completed') throw new Error(result.status);
  return result;
}

const channels = { multifd: true, multifdChannels: 4 };
const afterRam = { ...channels, deviceStateTransfer: 'after-ram' } as const;
const parallel = { ...channels, deviceStateTransfer: 'parallel' } as const;

describe('the four arrangements', () => {
  test('serial: each device is stopped, read and written in turn', () => {
    const { parts } = run({}).downtime;
    // 2 x (10 + 500) ms, 100 MiB at 1 GB/s, and 3 ms for the devices that are not VFIO's.
    expect(parts.deviceStateMs).toBeGreaterThan(1020);
    expect(parts.deviceStateMs).toBeLessThan(1020 + 105 + 10);
  });

  test('RAM over channels does not make serial state faster', () => {
    const state = run(channels).downtime.parts.deviceStateMs;
    expect(state).toBeCloseTo(run({}).downtime.parts.deviceStateMs, 0);
  });

  test('after RAM, both devices at once', () => {
    const { parts } = run(afterRam).downtime;
    expect(parts.deviceStateMs).toBeGreaterThan(510);
    expect(parts.deviceStateMs).toBeLessThan(530);
  });

  test('on shared channels the first chunk is read while RAM goes first', () => {
    const after = run(afterRam).downtime;
    const shared = run(parallel).downtime;
    // A chunk of 1 MiB is 10 ms, and so is stopping the device.
    expect(after.totalMs - shared.totalMs).toBeCloseTo(20, 0);
  });

  test('on channels of their own the devices do not wait for RAM', () => {
    const shared = run(parallel).downtime;
    const dedicated = run({ ...parallel, deviceStateChannels: 2 }).downtime;
    const { stopMs, finalSyncMs, residualRamMs, deviceStateMs } = dedicated.parts;
    expect(residualRamMs).toBeGreaterThan(20);
    // From the stop on: 510 ms, the last chunk on its way, and the other devices.
    expect(finalSyncMs + residualRamMs + deviceStateMs).toBeLessThan(530);
    expect(stopMs).toBe(0.5);
    expect(dedicated.totalMs).toBeLessThan(shared.totalMs - 20);
  });
});

describe('the time line', () => {
  test('shows that shared channels are idle while devices are read', () => {
    const { timeline } = run(parallel);
    expect(timeline?.lanes.map(({ name }) => name)).toEqual([
      'main',
      'channel 1',
      'channel 2',
      'channel 3',
      'channel 4',
      'device 1',
      'device 2',
    ]);
    const activities = timeline?.lanes[1].spans.map(({ activity }) => activity);
    expect(activities?.slice(0, 2)).toEqual(['ram', 'sync']);
    expect(activities?.at(-1)).toBe('state');
  });

  test('dedicated channels carry state only, the others RAM only', () => {
    const lanes = run({ ...parallel, deviceStateChannels: 1 }).timeline?.lanes ?? [];
    const seen = lanes.slice(1, 5).map(({ spans }) => new Set(spans.map((span) => span.activity)));
    expect(seen.slice(0, 3).every((set) => !set.has('state'))).toBe(true);
    expect([...seen[3]]).toEqual(['state']);
  });

  test('spans are in order, within the switchover, and do not overlap', () => {
    const { timeline, downtime } = run(parallel);
    expect(timeline?.durationMs).toBeCloseTo(downtime.totalMs, 6);
    for (const { spans } of timeline?.lanes ?? []) {
      let last = 0;
      for (const { fromMs, untilMs } of spans) {
        expect(fromMs).toBeGreaterThanOrEqual(last);
        expect(untilMs).toBeGreaterThan(fromMs);
        last = untilMs;
      }
      expect(last).toBeLessThanOrEqual(timeline?.durationMs ?? 0);
    }
  });
});
