/** A text as one word of a POSIX shell, whatever is in it. */
export function shellWord(text: string): string {
  if (/^[\w.@%+:,/-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
