/** The command line that watches a monitor, and asks it often. */
export const ndjson = (path: string, ...more: string[]): string[] =>
  ['watch', '--qmp', path, '--interval', '10', '--format', 'ndjson'].concat(more);

export function linesOf(out: string): Record<string, unknown>[] {
  return out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}
