/** Levels and items of a value that an error could show at all. */
const shownDepth = 3;
const shownItems = 20;

/** A value of a document as an error repeats it: JSON, without what is too deep or too long to be read. */
export function shownValue(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(pruned(value, shownDepth));
}

function pruned(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '...';
  if (Array.isArray(value))
    return value.slice(0, shownItems).map((item) => pruned(item, depth - 1));
  const members = Object.entries(value).slice(0, shownItems);
  return Object.fromEntries(members.map(([key, item]) => [key, pruned(item, depth - 1)]));
}
