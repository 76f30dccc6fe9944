import { escapeMarkup } from './escape-markup.js';

/** An HTML file with everything in it. */
export interface HtmlPage {
  readonly title: string;
  /** The program that made it, if the page says so. */
  readonly generator?: string | undefined;
  /** What the page may run, as the value of `script-src`; nothing if absent. */
  readonly runs?: string | undefined;
  readonly style: string;
  /** HTML. */
  readonly body: string;
}

/** The text of a page that loads nothing from anywhere, in light and dark. */
export function htmlPage({ title, generator, runs, style, body }: HtmlPage): string {
  const scripts = runs === undefined ? '' : ` script-src ${runs};`;
  const maker =
    generator === undefined ? '' : `<meta name="generator" content="${escapeMarkup(generator)}">\n`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';${scripts} style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${maker}<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
