import { printable } from './printable.js';

/** Text as HTML and XML show it, in content and in quoted attributes; all of its characters are such as XML allows. */
export function escapeMarkup(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
