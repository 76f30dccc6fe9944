/** Controls, marks that turn or hide text, line and paragraph separators, halves of characters. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** A text that can be shown on one line of a terminal: what is no visible character is written as `\u001b`. */
export function printable(text: string): string {
  return text.replaceAll(unprintable, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
    return code.length > 4 ? `\\u{${code}}` : `\\u${code}`;
  });
}

/**
 * A printable text of at most `length` characters: of a longer one its beginning and its end, so that a path keeps
 * the name of its file.
 */
export function shortened(text: string, length: number): string {
  const kept = Math.floor((length - 3) / 2);
  // What is left out is not worth the time of looking at it.
  const ends =
    text.length > 4 * length ? text.slice(0, 2 * length) + text.slice(-2 * length) : text;
  const shown = printable(ends);
  if (shown.length <= length && ends === text) return shown;
  return `${shown.slice(0, kept)}...${shown.slice(kept + 3 - length)}`;
}
