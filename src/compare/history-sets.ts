import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../input/input-error.js';
import { unreadable } from '../profiles/json-file.js';
import type { HistorySet } from './history.js';
import { extensions, findSide } from './result-files.js';
import { setLabels } from './set-labels.js';

const option = '--history';

/** Names in the order in which people count: run-2 before run-10. */
const inOrder = new Intl.Collator('en', { numeric: true });

/**
 * The sets of results in a folder, in the order of their names: each file of results, and each folder that holds some.
 *
 * @param onSkipped told of entries without results
 * @throws InputError if there are none
 */
export function readHistory(folder: string, onSkipped: (file: string) => void): HistorySet[] {
  const paths = entriesOf(folder)
    .filter((entry) => !entry.name.startsWith('.'))
    .filter((entry) => entry.isDirectory() || extensions.test(entry.name))
    .map(({ name }) => name)
    .toSorted((a, b) => inOrder.compare(a, b) || (a < b ? -1 : 1))
    .map((name) => join(folder, name));
  const sides = paths.flatMap((path) => {
    const side = findSide(path, option, onSkipped);
    if (side === null) onSkipped(path);
    return side ?? [];
  });
  if (sides.length === 0) {
    const problem = 'has no results in it';
    throw new InputError({ subject: option, value: folder, problem });
  }
  const labels = setLabels(sides.map(({ path }) => path));
  return sides.map((side, index) => ({ label: labels[index], side }));
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, option, error);
  }
}
