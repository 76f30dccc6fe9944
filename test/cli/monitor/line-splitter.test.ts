import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter, LineTooLong } from '../../../src/cli/monitor/line-splitter.js';

test('lines are the same in whatever pieces they come', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'ü', '€', '{', ' ') }), { maxLength: 8 }),
      fc.array(fc.nat(6), { minLength: 1, maxLength: 30 }),
      (lines, cuts) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const splitter = new LineSplitter();
        const seen: string[] = [];
        let from = 0;
        for (let cut = 0; from < bytes.length; cut++) {
          const until = from + cuts[cut % cuts.length] + 1;
          seen.push(...splitter.push(bytes.subarray(from, until)));
          from = until;
        }
        expect(seen).toEqual(lines);
        expect(splitter.rest).toBe('');
      },
    ),
  );
});

test('carriage returns of line ends are left out, and what has no end is the rest', () => {
  const splitter = new LineSplitter();
  expect([...splitter.push(Buffer.from('a\r\nb\nc'))]).toEqual(['a', 'b']);
  expect(splitter.rest).toBe('c');
});

test('a line that is too long is refused before it ends; lines before it are told', () => {
  const splitter = new LineSplitter(8);
  const seen: string[] = [];
  expect(() => {
    for (const line of splitter.push(Buffer.from('12345678\n123456789'))) seen.push(line);
  }).toThrow(LineTooLong);
  expect(seen).toEqual(['12345678']);
});
