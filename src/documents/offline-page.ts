import { createHash } from 'node:crypto';
import { htmlPage } from './html-page.js';
import { printable } from './printable.js';

/** The program and the style of a page, as the build made them. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/** What the head of every page says. */
export interface PageHead {
  readonly title: string;
  /** The program that made it. */
  readonly generator: string;
}

/**
 * One HTML file with everything in it. Its policy lets it run its own program and nothing else, and
 * load nothing from anywhere. What is in the data is data for that program, which never takes it for HTML.
 */
export function offlinePage(data: PageHead, { script, style }: PageAssets): string {
  const hash = createHash('sha256').update(script).digest('base64');
  return htmlPage({
    ...data,
    runs: `'sha256-${hash}'`,
    style,
    body: `<noscript>The charts need JavaScript. Everything that they need is in this file.</noscript>
<main id="page"></main>
<script type="application/json" id="data">${jsonInHtml(data)}</script>
<script>${script}</script>`,
  });
}

/**
 * JSON in which no HTML parser finds the end of the script element, or a comment. Its texts are printable, as
 * those that a terminal shows.
 */
function jsonInHtml(value: unknown): string {
  const json = JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'string' ? printable(each) : each,
  );
  return json.replaceAll('<', '\\u003c');
}
