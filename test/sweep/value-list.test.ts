import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseValueList } from '../../src/sweep/value-list.js';

const valuesOf = (text: string): string[] => {
  const list = parseValueList(text, '--x');
  return Array.from({ length: list.count }, (_, index) => list.at(index));
};

test.each([
  ['150,3000,5000', ['150', '3000', '5000']],
  ['100..500:100', ['100', '200', '300', '400', '500']],
  ['100..450:200', ['100', '300']],
  ['3..5', ['3', '4', '5']],
  ['7..7', ['7']],
  ['0.5..1:0.25', ['0.5', '0.75', '1']],
  ['0.1..0.3:0.1', ['0.1', '0.2', '0.3']],
  ['1, 5..6 ,9', ['1', '5', '6', '9']],
  ['smartx-v1,../a/b.json', ['smartx-v1', '../a/b.json']],
  ['', ['']],
])('%s', (text, values) => {
  expect(valuesOf(text)).toEqual(values);
});

test.each([
  ['5..1', 'is an empty range'],
  ['1..5:0', 'step of zero'],
  ['1..5:0.0', 'step of zero'],
  ['1..5:-1', 'negative step'],
  ['1,,2', 'has an empty value'],
  ['1,', 'has an empty value'],
  ['1..99999999999999999999', 'too large'],
])('%s is refused', (text, problem) => {
  expect(() => parseValueList(text, '--x')).toThrow(problem);
});

test.each([
  ['100,100', '100 occurs twice'],
  ['1..10:3,4', '4 occurs twice'],
  ['a,b,a', 'a occurs twice'],
  ['5..9,1..5', '5..9 overlaps the range 1..5'],
])('%s has a value twice', (text, problem) => {
  expect(() => parseValueList(text, '--x').refuseDoubles('--x')).toThrow(`--x: ${problem}`);
});

test.each(['1..10:3,5', '1..5,6..9', '1,2,3'])('%s has none twice', (text) => {
  parseValueList(text, '--x').refuseDoubles('--x');
});

test('a range of any size is counted, not listed', () => {
  const list = parseValueList('1..1000000000000', '--x');
  expect(list.count).toBe(1e12);
  expect(list.at(1e12 - 1)).toBe('1000000000000');
  expect(list.samples()).toEqual(['1', '2', '1000000000000']);
});

test('a range is what a loop over decimals says', () => {
  const decimal = fc.integer({ min: 0, max: 5000 });
  fc.assert(
    fc.property(decimal, decimal, fc.integer({ min: 1, max: 700 }), (start, length, step) => {
      const text = (hundredths: number): string => (hundredths / 100).toFixed(2);
      const expected: number[] = [];
      for (let value = start; value <= start + length; value += step) expected.push(value / 100);
      const values = valuesOf(`${text(start)}..${text(start + length)}:${text(step)}`);
      expect(values.map(Number)).toEqual(expected);
    }),
  );
});
