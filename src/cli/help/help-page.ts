import type { Example } from '../command.js';

/** A term of the help and what it means: an option, a command, the name of a profile. */
export interface HelpRow {
  readonly term: string;
  readonly text: string;
}

/** A part of the help: words, terms with their meaning, or command lines. */
export type HelpPart =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'rows'; readonly title: string; readonly rows: readonly HelpRow[] }
  | { readonly kind: 'examples'; readonly examples: readonly Example[] };

/** Help as data, which a terminal and the manual page show. */
export interface HelpPage {
  /** How it is called: `guestperf-sim run [options]`; null if it is about something else. */
  readonly usage: string | null;
  readonly parts: readonly HelpPart[];
}

export function words(text: string): HelpPart {
  return { kind: 'words', text };
}

export function rows(title: string, list: readonly HelpRow[]): HelpPart {
  return { kind: 'rows', title, rows: list };
}
