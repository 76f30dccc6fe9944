import { expect, test } from 'vitest';
import { InputError } from '../../src/input/input-error.js';
import { printable, shortened } from '../../src/input/printable.js';

test.each([
  ['plain, ä, 漢, 😀', 'plain, ä, 漢, 😀'],
  ['a\nb\tc', 'a\\u000ab\\u0009c'],
  ['\u001b[31mred', '\\u001b[31mred'],
  ['\u202eevil', '\\u202eevil'],
  ['\u2028', '\\u2028'],
  ['\ud800', '\\ud800'],
  ['\u{e0001}', '\\u{e0001}'],
])('%j is shown as %s', (text, shown) => expect(printable(text)).toBe(shown));

test('of a long text its two ends are kept', () => {
  expect(shortened('a'.repeat(60), 60)).toBe('a'.repeat(60));
  const long = shortened(`/home/${'x'.repeat(100)}/host.json`, 60);
  expect(long).toHaveLength(60);
  expect(long).toMatch(/^\/home\/x+\.\.\.x+\/host\.json$/);
  expect(shortened(`a${'\n'.repeat(1e6)}b`, 60)).toMatch(/^a(\\u000a)+.*\.\.\..*b$/);
});

test('an error is one printable line, with at most 60 characters of a value', () => {
  const { message } = new InputError({
    subject: 'a\nb',
    file: '\u001bc',
    value: 'v'.repeat(1000),
    problem: 'is bad\r',
    allowed: 'x\u0000',
    nearest: 'y\u009b',
    others: 49_999,
  });
  expect(message).toBe(
    `\\u001bc: a\\u000ab: ${'v'.repeat(28)}...${'v'.repeat(29)} is bad\\u000d; allowed: x\\u0000; ` +
      'did you mean y\\u009b?; 49999 others are wrong as well',
  );
});
