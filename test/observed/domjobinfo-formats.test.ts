import { expect, test } from 'vitest';
import { readObserved } from '../../src/observed/read-observed.js';
import { domjobinfoText, type JobStatistics } from '../support/domjobinfo-text.js';

const gib = 2 ** 30;
const source = { file: 'jobs.txt', option: '--input' };
const readingsOf = (...jobs: readonly JobStatistics[]) =>
  readObserved(jobs.map(domjobinfoText).join(''), source).readings;

const running: JobStatistics = {
  type: 'Unbounded',
  operation: 'Outgoing migration',
  elapsed: 12_345,
  memory: [1.5 * gib, 2.75 * gib, 8 * gib],
  bandwidth: 100 * 2 ** 20,
  dirtyRate: 4321,
  pageSize: 4096,
  iteration: 3,
  postcopyRequests: 0,
  constantPages: 1000,
  normalPages: 2000,
  downtime: 411,
  setup: 2,
};
const { operation: _, pageSize: _size, postcopyRequests: _requests, ...before33 } = running;

test.each<[string, JobStatistics, object]>([
  ['virsh 1.2 to 3.2, which does not name the operation', before33, { throttlePercent: 0 }],
  ['a later virsh of a daemon that does not tell it', { ...before33, operation: 'Unknown' }, {}],
  ['a later virsh', running, { expectedDowntimeMs: 411, setupMs: 2, downtimeMs: null }],
  ['auto-converge', { ...running, throttle: 30 }, { throttlePercent: 30 }],
  ['XBZRLE', { ...running, compressionCache: 64 * 2 ** 20 }, {}],
  ['disks that are copied too', { ...running, files: [gib, gib, 2 * gib] }, {}],
  ['a bounded job', { ...running, type: 'Bounded', remainingMs: 0 }, {}],
  ['pages of 64 KiB, as on ppc64', { ...running, pageSize: 65_536, dirtyRate: 10 }, {}],
])('%s', (_name, job, told) => {
  const [reading] = readingsOf(job);
  const perPage = (job.pageSize ?? 4096) / 4096;
  expect(reading).toMatchObject({ status: 'active', elapsedMs: 12_345, ...told });
  expect(reading.ram).toMatchObject({
    totalBytes: 8 * gib,
    remainingBytes: 2.75 * gib,
    transferredBytes: 1.5 * gib,
    dirtySyncCount: 3,
    dirtyPagesPerSecond: (job.dirtyRate ?? 0) * perPage,
    normalPages: 2000 * perPage,
    zeroPages: 1000 * perPage,
    bytesPerSecond: 100 * 2 ** 20,
  });
});

test('before QEMU has begun a job has no statistics of memory, nor a bandwidth in its first 100 ms', () => {
  const { bandwidth: _rate, ...slow } = running;
  const [begun, first] = readingsOf(
    { type: 'Unbounded', operation: 'Outgoing migration', elapsed: 20 },
    { ...slow, memory: [0, 8 * gib, 8 * gib], iteration: 1, dirtyRate: 0 },
  );
  expect([begun.status, begun.ram]).toEqual(['active', null]);
  expect(first.ram).toMatchObject({ transferredBytes: 0, bytesPerSecond: 0 });
});

test('--completed tells the downtime, with and without the network', () => {
  const ended = {
    ...running,
    type: 'Completed',
    elapsed: 20_000,
    elapsedWithoutNetwork: 19_990,
    memory: [9 * gib, 0, 8 * gib] as const,
    downtime: 95,
    downtimeWithoutNetwork: 85,
  };
  const [, completed] = readingsOf(running, ended);
  expect(completed).toMatchObject({ status: 'completed', elapsedMs: 20_000, downtimeMs: 95 });
  expect(completed.ram).toMatchObject({ remainingBytes: 0, transferredBytes: 9 * gib });
});

test.each([
  ['None', 'failed'],
  ['Completed', 'completed'],
  ['Failed', 'failed'],
  ['Cancelled', 'cancelled'],
])('of a job that is over %s is all that is printed', (type, status) => {
  const [, over] = readingsOf(running, { type });
  expect(over).toMatchObject({ status, elapsedMs: 12_345, ram: null });
});

test('a failure has its message, in later versions', () => {
  const [failed] = readingsOf({ ...running, type: 'Failed', error: 'operation failed: x: y' });
  expect(failed).toMatchObject({ status: 'failed', failure: 'operation failed: x: y' });
});
