import { basename } from 'node:path';

/** What sets of results are called in tables: their names without folder and ending if that tells them apart, else their paths. */
export function setLabels(paths: readonly string[]): string[] {
  const names = paths.map((path) => basename(path).replace(/\.(json|ndjson|jsonl|csv)$/i, ''));
  const areDistinct = new Set(names).size === names.length && names.every((name) => name !== '');
  return areDistinct ? names : [...paths];
}
