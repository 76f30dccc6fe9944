import { describe, expect, test } from 'vitest';
import type { QemuVersion } from '../../src/profiles/qemu-version.js';
import { simulate } from '../../src/engines/simulate.js';
import { deepOnes, isDeep } from '../support/draws.js';
import { busy, completed, ended } from '../support/postcopy-guest.js';
import { scenario } from '../support/scenarios.js';
import { TracedRun } from '../support/traces.js';

/** The busy guest as it is, which several tests look at. */
let traced: TracedRun | null = null;
function standard(): TracedRun {
  return (traced ??= new TracedRun(busy()));
}

describe('the switch', () => {
  test('one more sync, no RAM while the guest is stopped, then the device state', () => {
    const run = standard();
    const { downtime, dirtySyncCount } = completed(run.result);
    const causes = run.all('sync').map(({ cause }) => cause);
    expect(causes).toEqual(['setup', 'pending', 'postcopy']);
    expect(dirtySyncCount).toBe(3);
    // 0.5 ms to stop; 0.3 and 30 us for each of 1.5 GiB to sync; 3 ms to save, and 512 KiB, the time of
    // which on the link is what is left of the buffer before them.
    expect(downtime.parts).toMatchObject({ stopMs: 0.5, residualRamMs: 0, loadMs: 0, startMs: 0 });
    expect(downtime.parts.finalSyncMs).toBeGreaterThan(0.345);
    expect(downtime.parts.finalSyncMs).toBeLessThan(1.5);
    expect(downtime.parts.deviceStateMs).toBeGreaterThanOrEqual(3);
    expect(downtime.parts.deviceStateMs).toBeLessThan(3 + 2.2);
    // The guest runs when the package has come, 5.5 ms later than that, and 0.1 of latency.
    expect(downtime.blackoutMs).toBeGreaterThan(downtime.totalMs - 0.5 + 5.6);
  });

  test('comes at the first turn of the loop after the first poll that sees enough iterations', () => {
    for (const iterations of deepOnes([2, 3], (count) => count === 2)) {
      const run =
        iterations === 2 ? standard() : new TracedRun(busy({ postCopyIters: iterations }));
      const sync = run.all('sync')[iterations - 1].timeMs;
      const [asked] = run.all('start-postcopy');
      expect(asked.timeMs).toBe(50 * Math.ceil(sync / 50));
      const delay = (run.result.postcopy?.startedMs ?? 0) - asked.timeMs;
      expect(delay).toBeGreaterThanOrEqual(0);
      // A step, or the rest of it.
      expect(delay).toBeLessThan(60);
    }
  });

  test('with 0 or 1 iterations it comes in the first pass, of which most is discarded', () => {
    for (const iterations of deepOnes([0, 1], (count) => count === 1)) {
      const run = new TracedRun(busy({ postCopyIters: iterations }));
      expect(run.all('start-postcopy')[0].timeMs).toBe(50);
      const { postcopy, dirtySyncCount: syncs } = completed(run.result);
      expect(syncs).toBe(2);
      // What the guest has filled in a second, and then some.
      expect(postcopy?.ramBytes).toBeGreaterThan(800 * 2 ** 20);
      expect(run.all('postcopy-switchover')[0].pending_bytes).toBeGreaterThan(1300 * 2 ** 20);
    }
  });

  const versions = deepOnes<QemuVersion>(['7.2', '10.0', '10.2'], (version) => version === '10.2');
  test.each(versions)('guestperf sees the states of %s', (qemu) => {
    const { history } = ended({ qemu });
    expect([...new Set(history.map(({ status }) => status))]).toEqual([
      'active',
      'postcopy-active',
      'completed',
    ]);
    const shown = history.find(({ status }) => status === 'postcopy-active');
    expect(shown?.dirtySyncCount).toBe(3);
  });

  test.runIf(isDeep)(
    '10.0 says device while the guest is stopped, 10.2 postcopy-device until it is loaded',
    () => {
      // A switch that takes seconds, so that a poll falls into it.
      const host = { linkGbitPerSecond: 2, deviceSaveUs: 300_000, deviceLoadUs: 300_000 };
      const seen = (qemu: QemuVersion): readonly string[] => [
        ...new Set(ended({ qemu, host }).history.map(({ status }) => status)),
      ];
      expect(seen('9.2')).toEqual(['active', 'postcopy-active', 'completed']);
      expect(seen('10.0')).toEqual(['active', 'device', 'completed']);
      const samples = ended({
        qemu: '10.2',
        host: { ...host, deviceLoadUs: 1_500_000 },
      }).samples.map(({ status }) => status);
      expect(samples).toContain('postcopy-device');
    },
  );
});

describe('precopy and postcopy', () => {
  // Pass 1 ends with less than the threshold dirty: the migration is about to complete when the poll
  // that starts postcopy has long come.
  const converging = { stressMem: 4, postCopy: true, postCopyIters: 1 };

  test.each<QemuVersion>(['7.2', '8.2', '10.0'])('%s completes if it can', (qemu) => {
    const host = { linkGbitPerSecond: 100, untouchedPageNs: 100, contentPageNs: 10 };
    const run = simulate(scenario({ ...converging, qemu, host, verify: true }));
    const { postcopy, stopCondition } = completed(run);
    expect({ postcopy, stopCondition }).toEqual({ postcopy: null, stopCondition: null });
  });

  test('with the capability, the source waits until the destination runs', () => {
    const plain = completed(simulate(scenario({ verify: true, stressMem: 4 })));
    const never = { postCopy: true, postCopyIters: 2_147_483_647 };
    const capable = completed(simulate(scenario({ verify: true, stressMem: 4, ...never })));
    expect(plain.downtime.parts).toMatchObject({ loadMs: 0, startMs: 0 });
    // 5 ms to load and 0.1 of latency there; 0.5 to start, and 0.1 of latency back.
    expect(capable.downtime.parts.loadMs).toBeGreaterThan(5.1);
    expect(capable.downtime.parts.startMs).toBeCloseTo(0.6, 3);
    expect(capable.downtime.totalMs).toBeGreaterThan(plain.downtime.totalMs + 5.6);
    expect(capable.downtime.blackoutMs).toBeCloseTo(plain.downtime.blackoutMs, 6);
  });

  test('10.1 starts postcopy even if it could complete', () => {
    // The command comes while pending is above the threshold, which the next sync finds it below.
    const changes = { ...converging, host: { linkGbitPerSecond: 1 }, verify: true };
    const before = simulate(scenario({ ...changes, qemu: '10.1' }));
    expect(completed(before).stopCondition).toBe('post-copy');
  });
});

describe('what postcopy is for', () => {
  test('it bounds the total time, however fast the guest writes', () => {
    const speedsTried = [200, 1000, 8000, 50_000];
    const isExtreme = (speed: number) => speed < 500 || speed > 10_000;
    const totals = deepOnes(speedsTried, isExtreme).map((vcpuWriteMbPerSecond) => {
      const speeds = { vcpuWriteMbPerSecond, memoryWriteMbPerSecond: 100_000 };
      return ended({ cpus: 4, host: { linkGbitPerSecond: 2, ...speeds } }).totalTimeMs;
    });
    // Pass 1, what is written while it is on, and the switch: 1.5 GiB at most, and 1 GiB again.
    for (const total of totals) expect(total).toBeLessThan(11_000);
    expect(Math.max(...totals) - Math.min(...totals)).toBeLessThan(0.1 * totals[0] + 400);
  });

  test('the guest is slow after the switch, and recovers', () => {
    const run = ended({ sleep: 15 });
    const { copyTimings, postcopy, totalTimeMs } = run;
    const started = postcopy?.startedMs ?? 0;
    const before = copyTimings.filter(({ atMs }) => atMs < 0).map(({ copyMs }) => copyMs);
    const across = copyTimings.filter(({ atMs }) => atMs > started).map(({ copyMs }) => copyMs);
    const after = copyTimings
      .filter(({ atMs, copyMs }) => atMs - copyMs > totalTimeMs)
      .map(({ copyMs }) => copyMs);
    // 1.05 s a GiB alone; 4.3 s at what the link carries.
    expect(Math.max(...before)).toBeLessThan(1100);
    expect(Math.max(...across)).toBeGreaterThan(3000);
    expect(after.length).toBeGreaterThan(5);
    for (const copyMs of after) expect(copyMs).toBeCloseTo(before[1], 3);
  });

  test('a single sweep asks for its first page, and walks behind the scan', () => {
    const { postcopy } = completed(standard().result);
    expect(postcopy?.requests).toBeGreaterThan(0);
    expect(postcopy?.blocktimeMs).toBeGreaterThan(0);
    expect(postcopy?.blocktimeMs).toBe(postcopy?.vcpuBlocktimeMs[0]);
  });

  test('a vCPU without a program never waits, so the total is nothing', () => {
    const workload = { kind: 'dirty-rate', samples: [{ periodMs: 1000, mibPerSecond: 800 }] };
    const { postcopy } = ended({ cpus: 3, workload: workload as never });
    expect(postcopy?.vcpuBlocktimeMs.slice(1)).toEqual([0, 0]);
    expect(postcopy?.vcpuBlocktimeMs[0]).toBeGreaterThan(0);
    expect(postcopy?.blocktimeMs).toBe(0);
  });
});

describe('requests and the background', () => {
  const random = { kind: 'random', workingSetMib: 512, mibPerSecond: 100, pacing: 'cpu' } as const;
  /** A socket buffer of 4 MiB: 16 ms on this link. */
  const deep = {
    host: { linkGbitPerSecond: 2, socketBufferKib: 4096 },
    workload: random,
    downtime: 1,
  };

  test('a connection for requests spares them the wait behind the buffer', () => {
    const wait = (qemu: QemuVersion, postcopyPreempt: boolean): number => {
      const { postcopy } = ended({ ...deep, qemu, postcopyPreempt });
      return (postcopy?.blocktimeMs ?? 0) / (postcopy?.requests ?? 1);
    };
    const plain = wait('10.1', false);
    expect(plain).toBeGreaterThan(10);
    expect(plain).toBeLessThan(20);
    expect(wait('10.1', true)).toBeLessThan(1);
    expect(wait('8.0', true)).toBeLessThan(1);
    // Without preempt the two are alike.
    expect(wait('8.0', false)).toBeCloseTo(plain, 0);
  });

  test('max-postcopy-bandwidth limits the background, not the bytes of precopy', () => {
    const limited = ended({ workload: random, downtime: 1, maxPostcopyBandwidth: 40 });
    const { postcopy, totalTimeMs } = limited;
    const seconds = (totalTimeMs - (postcopy?.startedMs ?? 0)) / 1000;
    const mib = (postcopy?.ramBytes ?? 0) / 2 ** 20;
    expect(mib / seconds).toBeGreaterThan(39);
    // Requests are on top: 100 MiB/s at most.
    expect(mib / seconds).toBeLessThan(141);
    const unlimited = ended({ workload: random, downtime: 1, bandwidth: 100 });
    expect(unlimited.postcopy?.ramBytes).toBeGreaterThan(0);
    const rate =
      (unlimited.postcopy?.ramBytes ?? 0) /
      (unlimited.totalTimeMs - (unlimited.postcopy?.startedMs ?? 0));
    // max-bandwidth is for precopy: 2 Gbit/s are 250,000 bytes a ms.
    expect(rate).toBeGreaterThan(200_000);
  });
});

test('multifd: the channels come to rest before the discard, and pages go over the main channel', () => {
  for (const qemu of deepOnes<QemuVersion>(['7.2', '10.1'], (version) => version === '10.1')) {
    const { postcopy, oracle } = ended({ qemu, multifd: true, multifdChannels: 4 });
    expect(postcopy?.ramBytes).toBeGreaterThan(500 * 2 ** 20);
    expect(oracle?.lostPages).toBe(0);
  }
});
