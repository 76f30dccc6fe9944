import { expect, test } from 'vitest';
import type { UnderWay } from '../../../../src/engines/qemu/under-way/seen.js';
import { underWay } from '../../../../src/engines/qemu/under-way/under-way.js';
import { simulate } from '../../../../src/engines/simulate.js';
import { scenario } from '../../../support/scenarios.js';

const GIB = 2 ** 30;
const MIB = 2 ** 20;

/** The third pass of a guest of 1.5 GiB, 2 s after the migrate command. */
const thirdPass: UnderWay = {
  elapsedMs: 2000,
  setupMs: 20,
  dirtySyncCount: 3,
  lastSyncMs: 1900,
  previousSyncMs: 1500,
  remainingBytes: 40 * MIB,
  remainingContentBytes: 40 * MIB,
  remainingAtLastSyncBytes: 60 * MIB,
  transferredBytes: 1_825_361_100,
  bytesPerSecond: 1e9,
  throttlePercent: 0,
  period: { startMs: 1500, transferredBytes: 400 * MIB, dirtyPages: 15_360 },
  highPeriods: 0,
  dirtyPagesPerSecond: 20_000,
  backgroundSyncMs: null,
  stoppedMs: null,
};

const firstPass: UnderWay = {
  ...thirdPass,
  dirtySyncCount: 1,
  lastSyncMs: 20,
  previousSyncMs: null,
  remainingAtLastSyncBytes: 1.5 * GIB,
  remainingBytes: 1 * GIB,
  remainingContentBytes: 100 * MIB,
};

test('times and bytes count from the migrate command', () => {
  const result = simulate(underWay(scenario({ downtime: 20, stressMem: 64 }), thirdPass));
  expect(result.status).toBe('completed');
  expect(result.setupTimeMs).toBe(20);
  expect(result.totalTimeMs).toBeGreaterThan(2000);
  expect(result.totalTimeMs).toBeLessThan(4000);
  expect(result.transferredBytes).toBeGreaterThan(thirdPass.transferredBytes);
  expect(result.history[0].polledAtMs).toBe(2050);
  expect(result.dirtySyncCount).toBeGreaterThan(3);
});

test.each<[string, Partial<UnderWay>, string]>([
  ['a time before setup ends', { lastSyncMs: 10 }, 'seen.lastSyncMs: 10 is before setupMs 20'],
  [
    'syncs in reverse',
    { previousSyncMs: 1950 },
    'seen.previousSyncMs: 1950 is after lastSyncMs 1900',
  ],
  ['a sync to come', { lastSyncMs: 2001 }, 'seen.lastSyncMs: 2001 is after elapsedMs 2000'],
  [
    'one sync only in a later pass',
    { previousSyncMs: null },
    'seen.previousSyncMs: null contradicts dirtySyncCount 3: it is null in the first pass only',
  ],
  [
    'more than the guest has',
    { remainingAtLastSyncBytes: 4 * GIB },
    "seen.remainingAtLastSyncBytes: 4294967296 is more than the guest's RAM of 1611145216",
  ],
  [
    'more than was pending',
    { remainingBytes: 61 * MIB, remainingContentBytes: 61 * MIB },
    'seen.remainingBytes: 63963136 is more than remainingAtLastSyncBytes 62914560',
  ],
  [
    'pages of zeroes after the first pass',
    { remainingContentBytes: 0 },
    'seen.remainingContentBytes: 0 differs from remainingBytes 41943040, which it may in the first pass only',
  ],
  [
    'a period to come',
    { period: { ...thirdPass.period, startMs: 2001 } },
    'seen.elapsedMs: 2000 is before period.startMs 2001',
  ],
  [
    'enough high periods for a step',
    { highPeriods: 2 },
    'seen.highPeriods: 2 is more than what does not throttle yet, 1',
  ],
  [
    'no sync',
    { dirtySyncCount: 0 },
    'seen.dirtySyncCount: 0 is out of range; allowed: 1 to 9007199254740991 (whole numbers are exact up to 2^53)',
  ],
  [
    'no running time',
    { throttlePercent: 100 },
    'seen.throttlePercent: 100 is out of range; allowed: 0 to 99 (%; 0 is none)',
  ],
])('%s is refused', (_, change, message) => {
  expect(() => underWay(scenario(), { ...thirdPass, ...change })).toThrow(message);
});

test.each([
  [{ compressionXbzrle: true }, 'what its cache holds is not known'],
  [{ dirtyRingSize: 4096 }, 'how full its rings are is not known'],
  [{ freePageHint: 'qemu-hinting' }, 'what the guest has reported is not known'],
  [{ backgroundSync: 'v1', autoConverge: true }, 'when it has looked is not known'],
] as const)('%j cannot be continued', (settings, why) => {
  expect(() => underWay(scenario(settings), thirdPass)).toThrow(
    `cannot be continued in a migration that is under way: ${why}`,
  );
});

test('what simulate is given is checked as well', () => {
  const made = underWay(scenario(), thirdPass);
  const start = { kind: 'under-way', seen: { ...thirdPass, lastSyncMs: 10 } } as const;
  expect(() => simulate({ ...made, start })).toThrow('seen.lastSyncMs');
});

test('in the first pass as much is sent as was seen to be left', () => {
  const idle = scenario({ workload: { kind: 'idle' } });
  const result = simulate(underWay(idle, firstPass));
  const sent = result.transferredBytes - firstPass.transferredBytes;
  expect(sent).toBeGreaterThan(100 * MIB);
  expect(sent).toBeLessThan(110 * MIB);
});

test('a guest has as much in use as was seen to be pending', () => {
  const idle = scenario({ workload: { kind: 'idle' } });
  const pending = {
    ...thirdPass,
    remainingAtLastSyncBytes: 1.4 * GIB - ((1.4 * GIB) % 4096),
    remainingBytes: 200 * MIB,
    remainingContentBytes: 200 * MIB,
  };
  const result = simulate(underWay(idle, pending));
  const sent = result.transferredBytes - pending.transferredBytes;
  expect(sent).toBeGreaterThan(200 * MIB);
  expect(sent).toBeLessThan(202 * MIB);
});

test('a guest that stands still dirties nothing', () => {
  const busy = scenario({ stressMem: 512, downtime: 20 });
  const stopped = simulate(underWay(busy, { ...thirdPass, stoppedMs: 1000 }));
  expect(stopped.dirtySyncCount).toBeLessThanOrEqual(thirdPass.dirtySyncCount + 3);
  expect(stopped.transferredBytes - thirdPass.transferredBytes).toBeLessThan(42 * MIB);
});

test.each([
  [20, 0, 20],
  [100, 40, 41],
])('a downtime limit of %d ms counts at once: %d to %d MiB are left', (downtime, least, most) => {
  const idle = scenario({ downtime, workload: { kind: 'idle' } });
  const result = simulate(underWay(idle, { ...thirdPass, bytesPerSecond: 5e8 }));
  if (result.status !== 'completed') throw new Error('did not complete');
  expect(result.downtime.residualBytes).toBeLessThan(most * MIB);
  expect(result.downtime.residualBytes).toBeGreaterThan(least * MIB);
});

test.each([
  ['a throttle', { throttlePercent: 99 }],
  ['none', {}],
])('a past of an hour with %s costs no more steps than one of seconds', (_, change) => {
  const hour = 3_600_000;
  const seen = {
    ...thirdPass,
    ...change,
    elapsedMs: thirdPass.elapsedMs + hour,
    lastSyncMs: thirdPass.lastSyncMs + hour,
    previousSyncMs: 1500 + hour,
    period: { ...thirdPass.period, startMs: 1500 + hour },
  };
  const long = simulate(underWay(scenario({ maxTime: 8000 }), seen));
  const short = simulate(underWay(scenario(), { ...thirdPass, ...change }));
  expect(long.totalTimeMs - hour).toBe(short.totalTimeMs);
  expect(long.samples.length).toBe(short.samples.length);
});

test('a guest whose RAM it takes longer to fill than it ran before has filled it by then', () => {
  const workload = {
    kind: 'sequential',
    workingSetMib: 1000,
    mibPerSecond: 1,
    pacing: 'cpu',
    bytesPerPage: 4096,
  } as const;
  const young = scenario({ workload, sleep: 0, host: { vcpuWriteMbPerSecond: 1000 } });
  const result = simulate(underWay(young, { ...thirdPass, bytesPerSecond: 5e8 }));
  expect(result.transferredBytes - thirdPass.transferredBytes).toBeLessThan(45 * MIB);
});
