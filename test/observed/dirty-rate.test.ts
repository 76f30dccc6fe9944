import { describe, expect, test } from 'vitest';
import { dirtyRateNotes, readDirtyRates } from '../../src/observed/dirty-rate-reply.js';
import { inputErrorOf } from '../support/thrown-input-error.js';

const stats = (changes: Readonly<Record<string, string>> = {}) => {
  const lines = {
    calc_status: '2',
    calc_start_time: '348414',
    calc_period: '5',
    megabytes_per_second: '812',
    calc_mode: 'dirty-ring',
    'vcpu.0.megabytes_per_second': '800',
    ...changes,
  };
  const text = Object.entries(lines).map(([key, value]) => `  dirtyrate.${key}=${value}\n`);
  return `Domain: 'guest'\n${text.join('')}\n`;
};
const from = (text: string) => readDirtyRates(['rate.txt'], () => text);

describe('what somebody wrote down', () => {
  test.each([
    ['812MiB/s@1s', 812, 1000],
    ['1GiB/s@500ms', 1024, 500],
    ['8Gbit/s@1min', 953.674_316_406, 60_000],
    ['0MiB/s@1s', 0, 1000],
    ['812 MiB/s @ 10 s', 812, 10_000],
    ['812MiB/s', 812, 1000],
  ])('%s', (text, mibPerSecond, periodMs) => {
    const read = (): string => {
      throw new Error('no file was named');
    };
    expect(readDirtyRates([text], read)).toEqual([{ periodMs, mibPerSecond }]);
  });

  test('without a period it is said which was taken', () => {
    expect(dirtyRateNotes(['812MiB/s', '812MiB/s@2s', 'rate.json'])).toEqual([
      '--dirty-rate 812MiB/s is taken as measured over 1 s; 812MiB/s@10s says another period',
    ]);
  });

  test.each([
    ['812@1s', 'has no rate with a unit; allowed: RATE@PERIOD, such as 812MiB/s@1s'],
    ['812MB@1s', 'has no rate with a unit'],
    ['812MiB/s@', 'has no period with a unit'],
    ['812MiB/s@5', 'has no period with a unit'],
    ['812MiB/s@2h', 'has a period out of range; allowed: 1 ms to 1 h'],
    ['-1MiB/s@1s', 'is a rate out of range'],
    ['999999TiB/s@1s', 'is a rate out of range'],
  ])('%s is refused', (text, problem) => {
    expect(inputErrorOf(() => readDirtyRates([text])).message).toContain(problem);
  });

  test.each(['1s.json', '5', './812MiB'])('%s is the name of a file', (name) => {
    const named: string[] = [];
    readDirtyRates([name], (file) => {
      named.push(file);
      return stats();
    });
    expect(named).toEqual([name]);
  });
});

describe('what virsh domstats --dirtyrate prints', () => {
  test('is a measurement', () => {
    expect(from(stats())).toEqual([{ periodMs: 5000, mibPerSecond: 812 }]);
    expect(
      from(`Domain: 'a'\n  state.state=1\n${stats().split('\n').slice(1).join('\n')}`),
    ).toHaveLength(1);
  });

  test.each([
    [
      stats({ calc_status: '1' }),
      'has a dirty rate of the status measuring: nothing has been measured yet',
    ],
    [stats({ calc_status: '0' }), 'has a dirty rate of the status unstarted'],
    [stats({ calc_status: '7' }), 'has a wrong dirtyrate.calc_status: 7 is not 0 to 2'],
    [stats({ calc_period: '0' }), 'has a wrong dirtyrate.calc_period: 0 is not 1 to 60'],
    [
      stats({ megabytes_per_second: '\u001b[2J' }),
      'has a wrong dirtyrate.megabytes_per_second: \\u001b[2J is not',
    ],
    [stats().replace(/.*calc_period.*\n/, ''), 'has no dirtyrate.calc_period'],
    [stats() + stats(), 'is of several domains'],
    [`${stats().trimEnd()}\n  dirtyrate.calc_period=9\n`, 'has a line of the dirty rate twice'],
    ["Domain: 'a'\n  state.state=1\n", 'has no dirty rate: virsh domstats --dirtyrate prints it'],
  ])('%#', (text, problem) => {
    expect(inputErrorOf(() => from(text)).message).toContain(`rate.txt ${problem}`);
  });
});
