import * as fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import {
  column,
  type Document,
  line,
  lines,
  list,
  paragraph,
  plainTable,
  section,
  strong,
  table,
} from '../../src/documents/document.js';
import { escapeMarkup } from '../../src/documents/escape-markup.js';
import { renderMarkdown } from '../../src/documents/markdown-document.js';
import { offlinePage } from '../../src/documents/offline-page.js';
import { printable } from '../../src/documents/printable.js';
import { renderText } from '../../src/documents/text-document.js';
import { plainStyle } from '../../src/documents/text-style.js';
import { deep, draws } from '../support/draws.js';
import { hostileText, shownText } from '../support/hostile-text.js';

const places = 12;
const texts = fc.array(hostileText, { minLength: places, maxLength: places });

/** A document that says a text wherever one can stand. */
function documentOf(said: readonly string[]): Document {
  const [title, aside, heading, first, second, item, code, header, cell, note, own, bold] = said;
  return [
    section(title, [paragraph(first), line(second), list([item, item]), lines([code, code])], {
      aside,
    }),
    section(heading, [table([column(header, 'text'), column('b')], [[cell, strong(bold)]])], {
      isHeading: true,
    }),
    section(null, [
      plainTable(
        [column(header), column('b')],
        [{ cells: [cell, cell], tone: 'plain', note }, [own, cell]],
      ),
    ]),
  ];
}

test('text: nothing that a terminal obeys, and no line more or less', () => {
  fc.assert(
    fc.property(texts, (said) => {
      const text = renderText(documentOf(said), plainStyle);
      expect(text).toMatch(shownText);
      expect(text).not.toMatch(/^\s*::|##\[/m);
    }),
    draws(100),
  );
  const said = Array.from({ length: places }, () => 'a\nerror: b\n');
  expect(renderText([section(said[0], [line(said[1]), list([said[2]])])], plainStyle)).toBe(
    'a\\nerror: b\\n\n'.repeat(3),
  );
});

test('Markdown: whatever the words are, GitHub sees the same blocks with those words in them', () => {
  const words = Array.from({ length: places }, (_, at) => `word${at}word`);
  const frame = htmlOf(renderMarkdown(documentOf(words)));
  fc.assert(
    fc.property(texts, (hostile) => {
      // What says nothing is left out.
      const said = hostile.map((text) => `a${text}`);
      const html = htmlOf(renderMarkdown(documentOf(said)));
      const expected = words.reduce((text, word, at) => {
        const isCode = at === 6;
        const isCell = at === 7 || at === 8 || at === 10 || at === 11;
        return text.replaceAll(word, () => shownInHtml(said[at], isCode, isCell));
      }, frame);
      expect(html).toBe(expected);
    }),
    draws(deep(100, 300)),
  );
});

test('Markdown: what begins a line is no block', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const html = htmlOf(renderMarkdown([section(null, [paragraph(text), list([text])])]));
      const shown = shownInHtml(text, false, false);
      const blocks = shown === '' ? '' : `<p>${shown}</p>\n<ul>\n<li>${shown}</li>\n</ul>\n`;
      expect(html).toBe(blocks);
    }),
    draws(deep(100, 300)),
  );
});

test('Markdown: a block of code ends where it should', () => {
  const html = htmlOf(renderMarkdown([section(null, [lines(['```', '````', '<b>'])])]));
  expect(html).toBe('<pre><code>```\n````\n&lt;b&gt;\n</code></pre>\n');
});

test('pages and XML: text is text, in characters that XML allows', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const markup = escapeMarkup(text);
      expect(markup).not.toMatch(/[<>"]|&(?!(?:amp|lt|gt|quot);)/);
      // XML 1.0, production 2.
      expect(markup).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
      const assets = { script: 'run()', style: 'b{}' };
      const page = offlinePage({ title: text, generator: text }, assets);
      const plain = offlinePage({ title: '', generator: '' }, assets);
      expect(page.match(/<[^>]*>/g)?.length).toBe(plain.match(/<[^>]*>/g)?.length);
    }),
    draws(100),
  );
});

function htmlOf(markdown: string): string {
  return micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    // Tags would be seen, were there any.
    allowDangerousHtml: true,
  });
}

function shownInHtml(text: string, isCode: boolean, isCell: boolean): string {
  const shown = printable(isCell ? text.replaceAll('\n', ' ') : text);
  const said = isCode ? shown.replaceAll('##[', String.raw`#\u0023[`) : shown.trim();
  return said
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
