import { expect, test } from 'vitest';
import { damagedArguments } from './argument-damage.js';
import { plainValue } from './drawn-value.js';
import { folderMark } from './fuzz-case.js';

const damagedOut = (path: string): readonly string[] => {
  const options = [{ flag: '--out', value: plainValue(path) }];
  const line = { command: 'calibrate', options, operands: [] };
  return damagedArguments(line, { how: 'value', place: 0, text: '1..2..3' }, []).args;
};

test('no damage puts another text in the place of a path: it would be written there', () => {
  expect(damagedOut(`${folderMark}out.json`)).toEqual([
    'calibrate',
    '--out',
    `${folderMark}out.json`,
  ]);
  expect(damagedOut('x')).toEqual(['calibrate', '--out', '1..2..3']);
});
