import type { Terminal } from './terminal.js';

/** Whether the locale of the environment is UTF-8, by POSIX's order of its variables. */
export function isUtf8({ LC_ALL, LC_CTYPE, LANG }: Terminal['environment']): boolean {
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');
}

/** Columns that the environment says, or 80. */
export function terminalWidth({ COLUMNS }: Terminal['environment']): number {
  const columns = Number.parseInt(COLUMNS ?? '', 10);
  return Number.isFinite(columns) && columns > 0 ? Math.max(40, Math.min(400, columns)) : 80;
}
