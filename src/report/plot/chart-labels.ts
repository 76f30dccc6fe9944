import type { MigrationChart } from './migration-chart.js';

/** A name for each chart: its scenario's, with the file or a number where several have the same. */
export function chartLabels(charts: readonly MigrationChart[]): string[] {
  const names = charts.map(({ name }) => name);
  const withFiles = charts.map(({ name, file }) =>
    isRepeated(name, names) ? `${name} (${baseName(file)})` : name,
  );
  return withFiles.map((label, at) =>
    isRepeated(label, withFiles) ? `${label} #${at + 1}` : label,
  );
}

function isRepeated(name: string, names: readonly string[]): boolean {
  return names.indexOf(name) !== names.lastIndexOf(name);
}

/** The name of a file without its folders, which are nobody else's business. */
export function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}
