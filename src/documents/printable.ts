/**
 * What a terminal obeys or does not show: control characters, line separators, and formatting such as
 * that which turns the direction of a text. What joins letters and emoji (U+200C, U+200D) is no such.
 */
const hidden = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

const shortEscapes = new Map([
  ['\n', String.raw`\n`],
  ['\r', String.raw`\r`],
  ['\t', String.raw`\t`],
]);

/** A text on one line, in which JSON's escapes stand for what does not print: an escape character is `\u001b`. */
export function printable(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return text.replaceAll(hidden, (character) => shortEscapes.get(character) ?? escaped(character));
}

/** The same of a text that may have several lines. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/**
 * Lines of which a runner of GitHub takes none for a command to itself: it obeys what begins with `::`, and
 * `##[` anywhere.
 */
export function inertLines(text: string): string {
  return text
    .replaceAll(/^([^\S\n]*):(?=:)/gm, String.raw`$1\u003a`)
    .replaceAll('##[', String.raw`#\u0023[`);
}

/** JSON in which escapes stand for what does not print: it reads as before, and is safe to look at. */
export function printableJson(json: string): string {
  if (/^[\x20-\x7e\n]*$/.test(json)) return json;
  // JSON's own newlines stand between its tokens; in its texts they are escaped already.
  return json.replaceAll(hidden, (character) =>
    character === '\n' ? character : escaped(character),
  );
}

/** Characters beyond 16 bits are two escapes. */
function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}
