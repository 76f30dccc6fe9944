import fc from 'fast-check';

/** Names that objects of JavaScript have by themselves. */
export const inheritedNames = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'] as const;

/** Texts that are no number of any setting, and nearly are. */
const oddNumbers = [
  '',
  ' ',
  '-1',
  '+',
  '-',
  '.',
  '1.5',
  '1e3',
  '1e309',
  '-1e309',
  '1e-400',
  '0x10',
  '1_000',
  'NaN',
  'Infinity',
  '-Infinity',
  '-0',
  '00',
  '١٢',
  '１',
  '½',
  '1,',
  ',',
  ',,',
  '1 2',
  '1..',
  '..',
  '1..2..3',
  '5..1',
  '1..5:0',
  '1..5:-1',
  '0..1e9',
  '5 furlongs',
  '5GiBs',
  '5 %%',
  '-3ms',
  '99999999999999999999',
  '9'.repeat(400),
  '4294967296000000',
  '-9007199254740993',
];

/** Texts that are no name of anything. */
const oddNames = [
  ...inheritedNames,
  'null',
  'undefined',
  'true',
  '{}',
  '[]',
  '*',
  '?',
  '[',
  '%s%n',
  '$HOME',
  '`id`',
  '=1+1',
  '@x',
  '--',
  '--help',
  '-h',
  '-x',
  '--=',
  'a=b',
  'a:b',
  'a/b',
  '../..',
  '/',
  '.',
  '..',
  '~',
  '-',
  'x'.repeat(300),
  'x'.repeat(70_000),
];

/** Texts that a terminal, a table or a page would misread. */
export const oddCharacters = [
  '\u001b[7mred\u001b[0m',
  '\u001b]0;title\u0007',
  '\u009b31m',
  'a\nb',
  'a\r\nerror: b',
  '\t',
  '\u007f',
  '\u202Ereversed',
  '\uFEFFbom',
  '\u2028',
  '😀',
  'é',
  '# [a](b) ![c](d)',
  '<script>alert(1)</script>',
  '</script>',
  '| a | b |',
  '=HYPERLINK("x")',
  '"',
  "'",
  '\\',
  ']]>',
  '&amp;',
];

/** Any character but the null character and halves of pairs, which the system does not give to a program. */
const anyCharacter = fc
  .integer({ min: 1, max: 0x10ffff })
  .map((point) => (point >= 0xd800 && point < 0xe000 ? 'x' : String.fromCodePoint(point)));

/** A text for any place. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...oddNumbers) },
  { weight: 2, arbitrary: fc.constantFrom(...oddNames) },
  { weight: 2, arbitrary: fc.constantFrom(...oddCharacters) },
  { weight: 1, arbitrary: fc.string({ unit: anyCharacter, maxLength: 12 }) },
);
