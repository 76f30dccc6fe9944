import { expect, test } from 'vitest';
import { knownName } from '../../src/input/known-name.js';

const detail = { subject: '--colour', problem: 'is not a colour' };

test('gives a name that is there', () => {
  expect(knownName('red', ['red', 'green'], detail)).toBe('red');
});

test('refuses another one, with all names and the nearest', () => {
  expect(() => knownName('gren', ['red', 'green'], detail)).toThrow(
    '--colour: gren is not a colour; allowed: red, green; did you mean green?',
  );
  expect(() => knownName('x', ['red'], { ...detail, allowed: 'red, or a number' })).toThrow(
    /^--colour: x is not a colour; allowed: red, or a number$/,
  );
});
