import type { MigrationChart } from './migration-chart.js';

/** What guestperf.py calls every scenario: it says nothing. */
export const namelessScenario = 'perfreport';

/**
 * A name for each chart: its scenario's, or the file's where several have the same or none, and a
 * number where files have the same name too.
 */
export function chartLabels(charts: readonly MigrationChart[]): string[] {
  const names = charts.map(({ name }) => name);
  const labels = charts.map(({ name, file }) =>
    name === namelessScenario || isRepeated(name, names) ? fileLabel(name, file, charts) : name,
  );
  return labels.map((label, at) => {
    if (!isRepeated(label, labels)) return label;
    const before = labels.slice(0, at).filter((other) => other === label).length;
    return `${label} (${before + 1})`;
  });
}

/** Several runs of one file keep their names beside the file's. */
function fileLabel(name: string, file: string, charts: readonly MigrationChart[]): string {
  const stem = baseName(file).replace(/\.(nd)?json$/, '');
  const isOnly = charts.filter((chart) => chart.file === file).length === 1;
  return isOnly ? stem : `${stem} ${name}`;
}

function isRepeated(name: string, names: readonly string[]): boolean {
  return names.indexOf(name) !== names.lastIndexOf(name);
}

/** The name of a file without its folders, which are nobody else's business. */
export function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}
