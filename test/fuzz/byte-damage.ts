import fc from 'fast-check';

/** Something that is done to the bytes of a file, each a character of a string. */
export type ByteDamage = (bytes: string) => string;

const byteOrderMark = '\u00ef\u00bb\u00bf';
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const at = (bytes: string, share: number): number => Math.floor(bytes.length * share);

/** Invalid in UTF-8, in JSON, in CSV, or in all of them; or merely unusual. */
const insertion = fc.constantFrom(
  '\0',
  '\u00ff',
  '\u00c3',
  '\u00ed\u00a0\u0080',
  '\u001b[2J',
  '\n',
  '\r',
  ',',
  '"',
  '{',
  ']',
  byteOrderMark,
);

const whole = fc.constantFrom(
  '',
  ' \n',
  'null',
  '[]',
  '{}',
  '"text"',
  '1',
  'true',
  '[[',
  '{"a":',
  'NaN',
  ',\n',
  '\n\n\n',
  'a,b\n1,2\n',
  'scenario,\n',
  'sweep_id,\n',
  '\0\0\0\0',
  '\u001f\u008b\u0008\0',
  '// x\n{}',
);

export const byteDamage: fc.Arbitrary<ByteDamage> = fc.oneof(
  {
    weight: 4,
    arbitrary: by(place, (bytes, share) => bytes.slice(0, at(bytes, share))),
  },
  {
    weight: 4,
    arbitrary: by(fc.tuple(place, insertion), (bytes, [share, text]) => {
      const position = at(bytes, share);
      return bytes.slice(0, position) + text + bytes.slice(position);
    }),
  },
  {
    weight: 2,
    arbitrary: by(place, (bytes, share) => {
      const position = at(bytes, share);
      return bytes.slice(0, position) + bytes.slice(position + 1);
    }),
  },
  { weight: 2, arbitrary: by(whole, (_bytes, text) => text) },
  {
    weight: 3,
    arbitrary: by(
      fc.constantFrom<ByteDamage>(
        (bytes) => byteOrderMark + bytes,
        (bytes) => bytes.replaceAll('\n', '\r\n'),
        (bytes) => bytes.replace(/\n$/, ''),
        (bytes) => bytes + bytes,
        (bytes) => `${bytes}x`,
        (bytes) => `\u00ff\u00fe${bytes.replaceAll(/[^]/g, '$&\0')}`,
      ),
      (bytes, form) => form(bytes),
    ),
  },
);

function by<Choice>(
  choice: fc.Arbitrary<Choice>,
  damage: (bytes: string, choice: Choice) => string,
): fc.Arbitrary<ByteDamage> {
  return choice.map((chosen) => (bytes: string) => damage(bytes, chosen));
}
