import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isFinal } from '../../src/observed/migration-reading.js';
import { readObserved } from '../../src/observed/read-observed.js';
import { answer, at, lines, ram } from '../support/observed-answers.js';

const source = { file: 'log', option: '--input' };
const read = (text: string) => readObserved(text, source);

const reading = {
  elapsedMs: 5000,
  status: 'active',
  setupMs: 3,
  downtimeMs: null,
  expectedDowntimeMs: 450,
  throttlePercent: 20,
  ram: {
    totalBytes: 1_073_741_824,
    remainingBytes: 536_870_912,
    transferredBytes: 500_000_000,
    zeroPages: 1000,
    normalPages: 120_000,
    dirtyPagesPerSecond: 2500,
    dirtySyncCount: 2,
    bytesPerSecond: 100_000_000,
    whileStoppedBytes: null,
  },
  failure: null,
};
describe('an answer to query-migrate', () => {
  test.each([
    ['bare', JSON.stringify(answer)],
    ['as QMP sends it', JSON.stringify({ return: answer, id: 'libvirt-42' })],
    ['for people to read', `${JSON.stringify({ return: answer }, null, 2)}\n\n`],
    ['in a list', JSON.stringify([answer], null, 2)],
    ['with the time of a recorder', lines({ seconds: 77.5, query_migrate: answer })],
    ['with lines of Windows', JSON.stringify({ return: answer }, null, 2).replaceAll('\n', '\r\n')],
    [
      'among what else QMP sends',
      lines(
        { QMP: { version: {}, capabilities: [] } },
        { return: {} },
        { execute: 'query-migrate' },
        answer,
        { timestamp: {}, event: 'MIGRATION_PASS', data: { pass: 2 } },
        { error: { class: 'CommandNotFound', desc: 'no such command' } },
        { return: {} },
        { return: { status: 'running', running: true, singlestep: false } },
      ),
    ],
  ])('%s', (_name, text) => {
    expect(read(text).readings.filter(({ status }) => status !== 'none')).toEqual([reading]);
  });

  test('of QEMU 2.6 has fewer keys', () => {
    const { total, remaining, transferred } = ram;
    const [old] = read(
      lines({
        status: 'active',
        'total-time': 1,
        ram: { total, remaining, transferred, mbps: -1 },
      }),
    ).readings;
    expect(old).toMatchObject({ setupMs: null, throttlePercent: 0 });
    expect(old.ram).toMatchObject({ zeroPages: null, dirtySyncCount: null, bytesPerSecond: null });
  });

  test('counts its own pages, which may be larger than ours', () => {
    const [large] = read(lines({ ...answer, ram: { ...ram, 'page-size': 65_536 } })).readings;
    expect(large.ram).toMatchObject({ zeroPages: 16_000, normalPages: 1_920_000 });
    expect(large.ram?.dirtyPagesPerSecond).toBe(40_000);
  });

  test('is the status alone before and after', () => {
    const { readings } = read(
      lines({ return: {} }, { status: 'setup' }, answer, {
        status: 'failed',
        'error-desc': 'a\u001b[2Jb',
      }),
    );
    expect(
      readings.map(({ elapsedMs, ram: seen, status }) => [status, elapsedMs, seen === null]),
    ).toEqual([
      ['none', 0, true],
      ['setup', 0, true],
      ['active', 5000, false],
      ['failed', 5000, true],
    ]);
    expect(readings[3].failure).toBe('a\\u001b[2Jb');
  });

  test('without a time of its own has that of the recorder', () => {
    const { 'total-time': _, ...timeless } = answer;
    const { readings } = read(
      lines(
        { seconds: 10, query_migrate: {} },
        { seconds: 12, query_migrate: { status: 'setup' } },
        { seconds: 13.5, query_migrate: timeless },
        { seconds: 14, query_migrate: at(2004) },
        { seconds: 15, query_migrate: { status: 'cancelled' } },
      ),
    );
    expect(readings.map(({ elapsedMs }) => elapsedMs)).toEqual([0, 0, 1500, 2004, 3004]);
  });
});

test('answers to other queries tell how the migration is set up', () => {
  const { setup } = read(
    lines(
      { return: { qemu: { major: 10, minor: 1, micro: 2 }, package: '' } },
      {
        return: {
          'downtime-limit': 500,
          'max-bandwidth': 0,
          'cpu-throttle-initial': 30,
          'max-cpu-throttle': 90,
        },
      },
      {
        return: [
          { capability: 'auto-converge', state: true },
          { capability: 'multifd', state: false },
        ],
      },
      { return: [{ 'cpu-index': 0 }, { 'cpu-index': 1 }] },
      { return: { enabled: false, present: true } },
      answer,
    ),
  );
  expect(setup).toEqual({
    downtimeLimitMs: 500,
    maxBandwidth: 0,
    autoConverge: true,
    throttleInitial: 30,
    throttleIncrement: null,
    maxThrottle: 90,
    postcopy: null,
    multifd: false,
    xbzrle: null,
    qemuVersion: '10.1',
    vcpus: 2,
    accelerator: 'tcg',
  });
});

describe('recorded series of real KVM guests', () => {
  test.each([
    ['precopy-convergent-1', 89, 17_717, 13],
    ['postcopy-1', 10, 1859, 5],
  ])('%s', (name, count, totalMs, downtimeMs) => {
    const { readings } = read(readFileSync(`test/observed/series/${name}.ndjson`, 'utf8'));
    expect(readings).toHaveLength(count);
    expect(readings.at(-1)).toMatchObject({ status: 'completed', elapsedMs: totalMs, downtimeMs });
    expect(readings.filter(({ status }) => isFinal(status))).toHaveLength(1);
  });
});
