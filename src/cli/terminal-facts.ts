import type { Terminal } from './terminal.js';

/** Lines of a terminal are as long where nobody says otherwise. */
const usualWidth = 80;

/** Whether the locale of the environment is UTF-8, by POSIX's order of its variables. */
export function isUtf8({ LC_ALL, LC_CTYPE, LANG }: Terminal['environment']): boolean {
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');
}

/** Columns for what is printed: those of the environment, of the terminal, or 80; 40 to 400. */
export function terminalWidth({ environment, out }: Pick<Terminal, 'environment' | 'out'>): number {
  const said = Number.parseInt(environment['COLUMNS'] ?? '', 10);
  const columns = Number.isFinite(said) && said > 0 ? said : (out.size?.().columns ?? 0);
  // Some terminals do not know how wide they are.
  return columns > 0 ? Math.max(40, Math.min(400, columns)) : usualWidth;
}
