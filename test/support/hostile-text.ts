import * as fc from 'fast-check';
import { anyCodePoint } from './code-points.js';

/** Pieces that mean something to a terminal, a spreadsheet, a page, a runner or Markdown. */
const pieces = [
  '\u001b[2J',
  '\u001b]0;title\u0007',
  '\u009b31m',
  '\u007f',
  '\r',
  '\n',
  '\t',
  '\0',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\u2028',
  '\ufffe',
  '\ud800',
  '\u{e0041}',
  ...'=+-@|`*_~#>[]()!<&\\$"\';:,.{} ',
  '::error::',
  '##[error]',
  '![x](y)',
  '[x](javascript:y)',
  '<script>',
  '</script>',
  '<!--',
  ']]>',
  '&lt;',
  'https://e.org/',
  'www.e.org',
  '1. ',
  '# ',
  '- ',
  '---',
  '```',
  '    ',
  'a',
  'Z',
  '7',
  '\u00e9',
  '\u{1f600}',
];

/** Texts as somebody writes them into a file to do harm, and any other text. */
export const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom(...pieces), maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: anyCodePoint, maxLength: 12 }) },
);

/** Text that a terminal neither obeys nor hides; newlines are those of the output. */
export const shownText = /^(?:(?![\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}])[^]|[\n\u200c\u200d])*$/u;
