/** A Markdown table; columns behind the first `textColumns` are aligned to the right. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  textColumns: number,
): string[] {
  const alignment = header.map((_, column) => (column < textColumns ? '---' : '--:'));
  return [header, alignment, ...rows.map((row) => row.map(escapedMarkdown))].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
}

/** What would end a cell is escaped. */
export function escapedMarkdown(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}
