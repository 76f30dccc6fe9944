/** Breaks `text` between words into lines of at most `width`; a longer word stays whole. */
export function wrapWords(text: string, width: number): string[] {
  return wrapParts(text.split(' '), ' ', width);
}

/** Puts parts that stay whole on lines of at most `width`, with a separator between those of a line. */
export function wrapParts(parts: readonly string[], separator: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const joined = `${last}${separator}${part}`;
    if (last !== undefined && joined.length <= width) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines;
}
