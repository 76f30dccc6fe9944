import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isFinal } from '../../src/observed/migration-reading.js';
import { readObserved } from '../../src/observed/read-observed.js';
import { inputErrorOf } from '../support/thrown-input-error.js';

const source = { file: 'log', option: '--input' };
const read = (text: string) => readObserved(text, source);
const refusal = (text: string) => inputErrorOf(() => read(text)).message;

const ram = {
  total: 1_073_741_824,
  remaining: 536_870_912,
  transferred: 500_000_000,
  duplicate: 1000,
  normal: 120_000,
  'dirty-pages-rate': 2500,
  'dirty-sync-count': 2,
  mbps: 800,
  'page-size': 4096,
};
const answer = {
  status: 'active',
  'total-time': 5000,
  'setup-time': 3,
  'expected-downtime': 450,
  'cpu-throttle-percentage': 20,
  ram,
};
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
const at = (ms: number, more: object = {}) => ({ ...answer, 'total-time': ms, ...more });
const lines = (...documents: readonly object[]) =>
  documents.map((document) => JSON.stringify(document)).join('\n');

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

describe('what does not fit is told in one sentence', () => {
  const slow = { ...ram, mbps: 10 };
  test.each([
    ['', 'is empty'],
    ['\n\n', 'is empty'],
    [
      lines({ return: [{ capability: 'xbzrle', state: true }] }),
      'holds no answer to query-migrate',
    ],
    ['hello', 'is nothing that is read here (line 1)'],
  ])('%j', (text, problem) => {
    expect(refusal(text)).toContain(problem);
    expect(refusal(text)).toContain('virsh domjobinfo');
  });

  test.each([
    [
      'a torn line',
      `${lines(at(1))}\n{"status":"act`,
      'is not JSON, or was cut short (line 2, column',
    ],
    [
      'a torn line before others',
      `${lines(at(1))}\n{"status":"active"\n${lines(at(3))}`,
      '(line 2, column',
    ],
    ['an open text', `${lines(at(1))}\n{\n"status":"act\n}`, '(line 3, column'],
    ['a list without an end', `[\n${lines(at(1))},`, 'was cut short (line 2'],
    [
      'time that goes back',
      lines(at(300), at(200)),
      'log: line 2: total-time falls from 300 to 200 ms: answers of two migrations?',
    ],
    [
      'another one after the end',
      lines({ status: 'cancelled' }, at(1)),
      'line 2: a migration is active after one has cancelled',
    ],
    [
      'another guest',
      lines(at(1), at(2, { ram: { ...ram, total: 4096 } })),
      'line 2: the RAM changes from 1073741824 to 4096 bytes: answers of two guests?',
    ],
    [
      'a clock that goes back',
      lines({ seconds: 2, query_migrate: at(1) }, { seconds: 1, query_migrate: at(2) }),
      'seconds falls from 2 to 1 s',
    ],
    [
      'a clock in ms',
      lines({ seconds: 200, query_migrate: at(200) }, { seconds: 400, query_migrate: at(400) }),
      'line 2: while total-time counts 200 ms, seconds counts 200 s: is one of them in another unit?',
    ],
    [
      'a total in seconds',
      lines({ ...at(50), status: 'completed', ram: slow }),
      'total-time counts 50 ms, and what was sent needs 400000 ms',
    ],
    [
      'a clock that is none',
      lines({ seconds: 'x', query_migrate: at(1) }),
      'line 1: seconds: "x" is no time',
    ],
    ['a number that cannot be', lines(at(-1)), 'line 1: total-time: -1 is out of range'],
    [
      'a number in RAM',
      lines(at(1), at(2, { ram: { ...ram, remaining: 1e300 } })),
      'line 2: ram.remaining: 1e+300 is out of range',
    ],
    ['a status that is not known', lines(at(1, { status: 'activ' })), 'did you mean active?'],
    [
      'something else in a list',
      JSON.stringify([answer, 7]),
      'line 1, answer 2: is not an answer to query-migrate',
    ],
    ['another document', lines({ hello: 1 }), 'line 1: is not an answer to query-migrate'],
    [
      'an error of QEMU',
      lines({ error: { class: 'GenericError', desc: 'no\u001b[2J' } }),
      'line 1: is an error of QEMU: no\\u001b[2J',
    ],
  ])('%s', (_name, text, message) => {
    expect(refusal(text)).toContain(message);
  });
});
