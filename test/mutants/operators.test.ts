import { expect, test } from 'vitest';

interface Mutant {
  readonly id: string;
  readonly operator: string;
  readonly to: string;
}

const { mutantsOf, mutatedText } = (await import(
  new URL('../../scripts/mutants/mutants.mjs', import.meta.url).href
)) as {
  mutantsOf(path: string, text: string): Mutant[];
  mutatedText(text: string, mutant: Mutant): string;
};

/** What a line of code becomes. */
function mutated(code: string): string[] {
  return mutantsOf('a.ts', code).map((mutant) => mutatedText(code, mutant));
}

test.each([
  ['a < b;', ['a <= b;', ';']],
  ['a !== b;', ['a === b;', ';']],
  ['a && b;', ['a || b;', ';']],
  ['a ?? b;', ['a;', ';']],
  ['a += b;', ['a -= b;', 'a = b;', ';']],
  ['a++;', ['a--;', ';']],
  ['const a = !b;', ['const a = b;']],
  ['const a = true;', ['const a = false;']],
  ['const a = 7;', ['const a = (7 + 1);', 'const a = (7 - 1);']],
  ['const a = b - c;', ['const a = b + c;']],
  ['const a = b >>> c;', ['const a = b << c;']],
  ['const a = Math.min(b, c);', ['const a = Math.max(b, c);']],
  ['const a = Math.ceil(b);', ['const a = Math.floor(b);']],
  ['if (a) b();', ['if (true) b();', 'if (false) b();', 'if (a) ;']],
  ['while (a) b();', ['while (false) b();', 'while (a) ;']],
  ['const f = (a: A): number => a;', ['const f = (a: A): number => ((a) + 1);']],
  ['function f(): boolean { return a; }', ['function f(): boolean { return !(a); }']],
  ['function f(): A | null { return a; }', ['function f(): A | null { return null; }']],
])('%s', (code, expected) => {
  expect(mutated(code).toSorted()).toEqual(expected.toSorted());
});

test.each([
  ['types', 'type A = 1 | 2;'],
  ['interfaces', 'interface A { readonly b: 3; }'],
  ['what is imported', "import { a } from './a.js';"],
  ['what an error says', 'throw new Error(`${a + 1} of ${b < 2}`);'],
  ['texts that are joined', "const a = 'b' + c;"],
])('%s are left alone', (_, code) => {
  expect(mutated(code)).toEqual([]);
});

test('a mutant is named by its place and by what it changes, whatever is written in a comment', () => {
  const code = 'const ü = 1; // Röhmel < 3\nconst a = b /* - */ - c;\n';
  const [, , last] = mutantsOf('src/a.ts', code);
  expect(last).toMatchObject({ id: 'src/a.ts:2:21 - -> +', operator: 'arithmetic' });
});
