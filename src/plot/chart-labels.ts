import type { MigrationChart } from './migration-chart.js';

/** What guestperf.py calls every scenario: it says nothing. */
export const namelessScenario = 'perfreport';

/**
 * A name for each chart: its scenario's, or the file's where several have the same or none, and a
 * number where files have the same name too.
 */
export function chartLabels(charts: readonly MigrationChart[]): string[] {
  const names = counts(charts.map(({ name }) => name));
  const files = counts(charts.map(({ file }) => file));
  const labels = charts.map((chart) =>
    chart.name === namelessScenario || isRepeated(chart.name, names)
      ? fileLabel(chart, isRepeated(chart.file, files))
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

/** Several runs of one file keep their names beside the file's. */
function fileLabel({ file, name }: MigrationChart, isOneOfSeveral: boolean): string {
  const stem = baseName(file).replace(/\.(nd)?json$/, '');
  return isOneOfSeveral ? `${stem} ${name}` : stem;
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
