import { createHash } from 'node:crypto';
import { escapeMarkup } from './escape-markup.js';
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
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${escapeMarkup(data.generator)}">
<title>${escapeMarkup(data.title)}</title>
<style>${style}</style>
</head>
<body>
<noscript>The charts need JavaScript. Everything that they need is in this file.</noscript>
<main id="page"></main>
<script type="application/json" id="data">${jsonInHtml(data)}</script>
<script>${script}</script>
</body>
</html>
`;
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
