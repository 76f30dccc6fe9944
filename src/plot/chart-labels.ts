import type { MigrationChart } from './migration-chart.js';
import { inSentence, parameterDifferences } from './parameter-differences.js';

/** What guestperf.py calls every scenario: it says nothing. */
export const namelessScenario = 'perfreport';

/** What differs whenever something else does. */
const derived = new Set(['Hash of the host', 'Notes']);

/**
 * A name for each chart: its scenario's, or where several have the same or none, the file's; of the runs
 * of one file, what differs between them. A number where names are the same all the same.
 */
export function chartLabels(charts: readonly MigrationChart[]): string[] {
  const names = counts(charts.map(({ name }) => name));
  const files = counts(charts.map(({ file }) => file));
  const apart = differenceTexts(charts.filter(({ file }) => isRepeated(file, files)));
  const labels = charts.map((chart) =>
    chart.name === namelessScenario || isRepeated(chart.name, names)
      ? (apart.get(chart) ?? fileStem(chart))
      : chart.name,
  );
  const all = counts(labels);
  const before = new Map<string, number>();
  return labels.map((label) => {
    if (!isRepeated(label, all)) return label;
    const number = (before.get(label) ?? 0) + 1;
    before.set(label, number);
    return `${label} (${number})`;
  });
}

/** What tells runs of the same files apart, by run: their scenarios, files and parameters, as far as they differ. */
function differenceTexts(charts: readonly MigrationChart[]): ReadonlyMap<MigrationChart, string> {
  const isSpread = new Set(charts.map(({ file }) => file)).size > 1;
  const { different } = parameterDifferences(charts.map(({ parameters }) => parameters));
  const told = different.filter(({ name }) => !derived.has(name));
  return new Map(
    charts.map((chart, at) => {
      const { name } = chart;
      const parts = [
        ...(isSpread ? [fileStem(chart)] : []),
        ...(name === namelessScenario ? [] : [name]),
        ...told.flatMap(({ name: row, values }) =>
          values[at] === undefined ? [] : [`${inSentence(row)} ${values[at]}`],
        ),
      ];
      return [chart, parts.join(', ') || fileStem(chart)];
    }),
  );
}

function fileStem({ file }: MigrationChart): string {
  return baseName(file).replace(/\.(nd)?json$/, '');
}

function counts(texts: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const text of texts) found.set(text, (found.get(text) ?? 0) + 1);
  return found;
}

function isRepeated(text: string, found: ReadonlyMap<string, number>): boolean {
  return (found.get(text) ?? 0) > 1;
}

/** The name of a file without its folders, which are nobody else's business. */
export function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}
