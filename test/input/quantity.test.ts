import { expect, test } from 'vitest';
import { readQuantity, readWholeRate, type Unit } from '../../src/input/quantity.js';

test.each<[text: string, unit: Unit | null, number: number | null]>([
  ['8', 'GiB', 8],
  ['8G', 'GiB', 8],
  ['50GiB', 'MiB', 51_200],
  ['1GB', 'MiB', 953.674316406],
  ['300ms', 'ms', 300],
  ['2min', 's', 120],
  ['250 us', 'ms', 0.25],
  ['10Gbit', 'MiB/s', 1192.09289551],
  ['10Gbit/s', 'Gbit/s', 10],
  ['12%', '%', 12],
  ['8G', 'ms', null],
  ['8G', 'pages', null],
  ['8 gigs', 'GiB', null],
  ['8g', 'GiB', null],
  ['', 'GiB', null],
  ['1e3', null, null],
])('%j of %s is %s', (text, unit, number) => {
  expect(readQuantity(text, unit)).toBe(number);
});

test('rates become whole, unless nothing would be left of them', () => {
  expect(readWholeRate('10Gbit', 'MiB/s')).toBe(1192);
  expect(readWholeRate('0.4MiB/s', 'MiB/s')).toBe(0.4);
  expect(readWholeRate('1GB', 'MiB')).toBe(953.674316406);
});
