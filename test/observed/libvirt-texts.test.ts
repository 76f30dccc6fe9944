import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { domstatsDirtyRate } from '../../src/observed/dirty-rate-domstats.js';
import { readObserved } from '../../src/observed/read-observed.js';

const textOf = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'libvirt', name), 'utf8');
const readingsOf = (name: string) =>
  readObserved(textOf(name), { file: name, option: '--input' }).readings;

test('a migration that completed, as a real libvirt told it', () => {
  const readings = readingsOf('completed.txt');
  expect(readings.map(({ status }) => status)).toEqual([
    ...Array.from({ length: 11 }, () => 'active'),
    'completed',
  ]);
  const [preparing, begun] = readings;
  expect(preparing).toMatchObject({ elapsedMs: 100, ram: null });
  expect(begun.ram).toMatchObject({ dirtySyncCount: 1, normalPages: 205, zeroPages: 479 });
  expect(readings.at(-1)).toMatchObject({ elapsedMs: 17_057, downtimeMs: 27, setupMs: 1 });
});

test('pages without a rate: QEMU has told 0, which virsh does not print', () => {
  const text = textOf('completed.txt').replaceAll(/^Memory bandwidth.*\n/gm, '');
  const { readings } = readObserved(text, { file: 'a', option: '--input' });
  expect(readings[1].ram?.bytesPerSecond).toBe(0);
});

test('a job that is gone although the domain can be asked: the migration has not completed', () => {
  const readings = readingsOf('destination-killed.txt');
  const { elapsedMs, failure, status } = readings[7];
  expect({ elapsedMs, status }).toEqual({ elapsedMs: 3019, status: 'failed' });
  expect(failure).toContain('failed or cancelled');
  expect(readings[6].status).toBe('active');
});

test('a dirty rate as a real libvirt tells it: not begun, measuring, measured', () => {
  const [unstarted, measuring, measured] = textOf('domstats.txt')
    .split(/^(?=Domain)/m)
    .map(domstatsDirtyRate);
  expect([unstarted, measuring]).toMatchObject([{ ok: false }, { ok: false }]);
  expect(measured).toEqual({ ok: true, rate: { periodMs: 1000, mibPerSecond: 2 } });
});
