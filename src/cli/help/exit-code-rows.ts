import { exitCode, exitMeanings } from '../exit-code.js';
import type { HelpRow } from './help-page.js';

/** Each exit code with its meaning. */
export const exitCodeRows: readonly HelpRow[] = Object.entries(exitMeanings).map(
  ([name, meaning]) => ({
    term: String(exitCode[name as keyof typeof exitCode]),
    text: meaning,
  }),
);
