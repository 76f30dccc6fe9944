import {
  type Block,
  cellsOf,
  columnsOf,
  type Document,
  type Section,
  type Table,
  sectionsOf,
  type Wording,
  worded,
} from './document.js';
import { escapeMarkdown, escapeMarkdownLine } from './escape-markdown.js';
import { inertLines, printable } from './printable.js';

/** A document as Markdown. */
export function renderMarkdown(document: Document): string {
  return sectionsOf(document, 'markdown')
    .map((section) => sectionBlocks(section).join('\n\n'))
    .filter((text) => text !== '')
    .map((text) => `${text}\n`)
    .join('\n');
}

function sectionBlocks({ title, aside, isHeading, blocks }: Section): string[] {
  const shown = title === null ? '' : escapeMarkdown(worded(title, 'markdown'));
  const bold = isHeading ? `### ${shown}` : `**${shown}**`;
  const behind = aside === null ? '' : ` (${escapeMarkdown(aside)})`;
  return [
    ...(shown === '' ? [] : [bold + behind]),
    ...blocks.map(blockText).filter((text) => text !== ''),
  ];
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return escapeMarkdownLine(worded(block.text, 'markdown'));
    case 'lines':
      return codeText(block.lines.map(printable));
    case 'list':
      return block.items
        .map((item) => escapeMarkdownLine(worded(item, 'markdown')))
        .filter((item) => item !== '')
        .map((item) => `- ${item}`)
        .join('\n');
    case 'table':
      return tableText(block);
  }
}

/** A block of code, in a fence that is longer than any within. */
function codeText(lines: readonly string[]): string {
  const fences = lines.flatMap((line) => line.match(/`{3,}/g) ?? []);
  const fence = fences.reduce(
    (longest, each) => (each.length < longest.length ? longest : `${each}\``),
    '```',
  );
  return [fence, ...lines.map(inertLines), fence].join('\n');
}

/** Numbers are aligned to the right. */
function tableText(table: Table): string {
  const columns = columnsOf(table, 'markdown');
  if (columns.length === 0) return '';
  const header = columns.map(({ column }) => cellText(column.header));
  const alignment = columns.map(({ column }) => (column.kind === 'text' ? '---' : '--:'));
  const rows = table.groups
    .flat()
    .map((row) => columns.map(({ index }) => cellText(cellsOf(row)[index])));
  return [header, alignment, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A cell, whose lines become one. */
function cellText(wording: Wording): string {
  const text = escapeMarkdown(worded(wording, 'markdown').replaceAll('\n', ' '));
  const isStrong = typeof wording !== 'string' && wording.isStrong === true && text !== '';
  return isStrong ? `**${text}**` : text;
}
