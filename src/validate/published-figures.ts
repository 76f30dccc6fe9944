import type { RunRecord } from '../results/run-record.js';
import { InputError } from '../input/input-error.js';
import { nearestName } from '../input/nearest-name.js';
import { type FigureName, figureNames, simulatedFigure } from './figures.js';
import type { ComparedCell } from './published-figures-table.js';
import { loadPublishedTable, publishedSpan } from './published-table.js';

/** Runs of a cell of a suite. */
export interface CellRuns {
  /** What the suite calls the cell's load. */
  readonly load: string;
  readonly mode: string;
  readonly records: readonly RunRecord[];
}

/**
 * Puts the mean of each cell's runs beside what was published of it: the table's row of the same load and
 * mode. Cells of which nothing was published are there as well.
 *
 * @param shown figures to show although nothing was published of them
 * @throws InputError if there is no table of that name
 */
export function comparePublishedFigures(
  table: string,
  runs: readonly CellRuns[],
  shown: readonly string[] = [],
): ComparedCell[] {
  const { rows } = loadPublishedTable(table, 'figures');
  const also = shown.map(figureName);
  const names = figureNames.filter(
    (name) => rows.some(({ figures }) => figures[name] !== undefined) || also.includes(name),
  );
  return runs.map(({ load, mode, records }) => {
    const published = rows.find((row) => row.load === load && row.mode === mode);
    return {
      labels: [load, mode],
      figures: names.map((name) => ({
        name,
        published: publishedSpan(published, name),
        simulated: simulatedFigure(name, records),
      })),
    };
  });
}

function figureName(name: string): FigureName {
  const known = figureNames.find((each) => each === name);
  if (known !== undefined) return known;
  throw new InputError({
    subject: 'alsoShows',
    value: name,
    problem: 'is not a figure',
    allowed: figureNames.join(', '),
    nearest: nearestName(name, figureNames),
  });
}
