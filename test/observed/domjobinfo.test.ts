import { describe, expect, test } from 'vitest';
import { readObserved } from '../../src/observed/read-observed.js';
import { inputErrorOf } from '../support/thrown-input-error.js';

const source = { file: 'jobs.txt', option: '--input' };
const read = (text: string) => readObserved(text, source);
const refusal = (text: string) => inputErrorOf(() => read(text)).message;

/** As libvirt 10 prints it. */
const running = `Job type:         Unbounded   
Operation:        Outgoing migration
Time elapsed:     12345        ms
Data processed:   1.208 GiB
Data remaining:   2.750 GiB
Data total:       8.016 GiB
Memory processed: 1.208 GiB
Memory remaining: 2.750 GiB
Memory total:     8.016 GiB
Memory bandwidth: 107.238 MiB/s
Dirty rate:       4321         pages/s
Page size:        4096         bytes
Iteration:        3           
Postcopy requests: 0           
Constant pages:   1326593     
Normal pages:     314159      
Normal data:      1.198 GiB
Expected downtime: 411          ms
Setup time:       2            ms
Compression cache: 64.000 MiB
Compressed data:  0.000 B
Auto converge throttle: 30           
`;

test('all that domjobinfo prints of a migration that runs', () => {
  expect(read(running).readings).toEqual([
    {
      elapsedMs: 12_345,
      status: 'active',
      setupMs: 2,
      downtimeMs: null,
      expectedDowntimeMs: 411,
      throttlePercent: 30,
      ram: {
        totalBytes: Math.round(8.016 * 2 ** 30),
        remainingBytes: 2.75 * 2 ** 30,
        transferredBytes: Math.round(1.208 * 2 ** 30),
        zeroPages: 1_326_593,
        normalPages: 314_159,
        dirtyPagesPerSecond: 4321,
        dirtySyncCount: 3,
        bytesPerSecond: Math.round(107.238 * 2 ** 20),
        whileStoppedBytes: null,
      },
      failure: null,
    },
  ]);
});

test('blocks follow each other, with or without empty lines, until there is no job', () => {
  const done = running
    .replace('Unbounded', 'Completed')
    .replace('12345', '20000')
    .replace('Expected downtime:', 'Total downtime:   ');
  const log = `${running}\n${running.replace('12345', '13000')}${done}Job type:         None\n\nerror: failed to get domain 'a'\n`;
  expect(
    read(log).readings.map(({ downtimeMs, elapsedMs, status }) => [status, elapsedMs, downtimeMs]),
  ).toEqual([
    ['active', 12_345, null],
    ['active', 13_000, null],
    ['completed', 20_000, 411],
    ['none', 20_000, null],
  ]);
});

test('before RAM is sent there is none, and a failure has its message', () => {
  const begun = 'Job type: Unbounded\nTime elapsed: 10 ms\n';
  const failed =
    'Job type: Failed\nOperation: Outgoing migration\nTime elapsed: 20 ms\nError message: it: is gone\n';
  const { readings } = read(begun + failed);
  expect(readings.map(({ failure, ram }) => [failure, ram])).toEqual([
    [null, null],
    ['it: is gone', null],
  ]);
});

test("the decimal sign is that of the user's language", () => {
  const [{ ram }] = read(running.replaceAll('8.016', '8,016')).readings;
  expect(ram?.totalBytes).toBe(Math.round(8.016 * 2 ** 30));
});

describe('what cannot be is told with its line', () => {
  test.each([
    [
      running.replace('Outgoing migration', 'Backup'),
      'jobs.txt: line 2: Operation: Backup is no migration that is sent',
    ],
    [
      running.replace('Unbounded', 'Unlimited'),
      'line 1: Job type: Unlimited is not the type of a job; allowed: None, Bounded',
    ],
    [
      running.replace('12345        ms', '12345 furlongs'),
      "line 3: Time elapsed: '12345 furlongs' is nothing that virsh prints here",
    ],
    [
      running.replace('30   ', '130  '),
      'line 22: Auto converge throttle: 130 is out of range; allowed: 0 to 100',
    ],
    [running.replace('8.016 GiB\nMemory b', '8016 EiB\nMemory b'), 'Memory total'],
    [`${running}\n\u001b[2J`, "line 24: '\\u001b[2J' is not a line of virsh domjobinfo"],
    [`${running}\nIteration: 3\n`, 'line 24'],
    [
      `${running}${running.replace('12345', '12000')}`,
      'line 23: Time elapsed falls from 12345 to 12000 ms',
    ],
    ['Art des Jobs: Unbegrenzt\n', 'is nothing that is read here (line 1)'],
    ["error: failed to get domain 'a'\n", 'holds no answer'],
  ])('%#', (text, message) => {
    expect(refusal(text)).toContain(message);
  });
});
