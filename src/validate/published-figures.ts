import type { RunRecord } from '../results/run-record.js';
import { InputError } from '../input/input-error.js';
import { nearestName } from '../input/nearest-name.js';
import type { Suite } from '../settings/suite.js';
import { type FigureName, figureNames, simulatedFigure } from './figures.js';
import type { ComparedCell } from './published-figures-table.js';
import { loadPublishedTable, type PublishedRow, publishedSpan } from './published-table.js';

/** Runs of a cell of a suite. */
export interface CellRuns {
  /** What the suite calls the cell's load. */
  readonly load: string;
  readonly mode: string;
  readonly records: readonly RunRecord[];
}

/** What a suite is printed beside. */
export interface ShownFigures {
  readonly rows: readonly PublishedRow[];
  readonly names: readonly FigureName[];
}

/**
 * The figures of a suite that were published, and those that it shows although nothing was.
 *
 * @throws InputError naming the suite if there is no such table, or no such figure
 */
export function shownFigures(
  table: string,
  { alsoShows = [], name: suite }: Pick<Suite, 'alsoShows' | 'name'>,
): ShownFigures {
  const file = `suite ${suite}`;
  const { rows } = loadPublishedTable(table, `${file}: figures`);
  const also = alsoShows.map((name) => figureName(name, file));
  const names = figureNames.filter(
    (name) => rows.some(({ figures }) => figures[name] !== undefined) || also.includes(name),
  );
  return { rows, names };
}

/**
 * Puts the mean of each cell's runs beside what was published of it: the table's row of the same load and
 * mode. Cells of which nothing was published are there as well.
 */
export function comparePublishedFigures(
  { names, rows }: ShownFigures,
  runs: readonly CellRuns[],
): ComparedCell[] {
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

function figureName(name: string, file: string): FigureName {
  const known = figureNames.find((each) => each === name);
  if (known !== undefined) return known;
  throw new InputError({
    file,
    subject: 'alsoShows',
    value: name,
    problem: 'is not a figure',
    allowed: figureNames.join(', '),
    nearest: nearestName(name, figureNames),
  });
}
