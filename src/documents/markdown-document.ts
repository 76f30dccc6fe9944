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

/** A document as Markdown. */
export function renderMarkdown(document: Document): string {
  return sectionsOf(document, 'markdown')
    .map((section) => sectionBlocks(section).join('\n\n'))
    .filter((text) => text !== '')
    .map((text) => `${text}\n`)
    .join('\n');
}

function sectionBlocks({ title, aside, isHeading, blocks }: Section): string[] {
  const shown = title === null ? '' : worded(title, 'markdown');
  const bold = isHeading ? `### ${shown}` : `**${escaped(shown)}**`;
  return [
    ...(shown === '' ? [] : [aside === null ? bold : `${bold} (${aside})`]),
    ...blocks.map(blockText).filter((text) => text !== ''),
  ];
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return escaped(worded(block.text, 'markdown'));
    case 'lines':
      return ['```', ...block.lines, '```'].join('\n');
    case 'list':
      return block.items
        .map((item) => worded(item, 'markdown'))
        .filter((item) => item !== '')
        .map((item) => `- ${escaped(item)}`)
        .join('\n');
    case 'table':
      return tableText(block);
  }
}

/** Numbers are aligned to the right. */
function tableText(table: Table): string {
  const columns = columnsOf(table, 'markdown');
  if (columns.length === 0) return '';
  const header = columns.map(({ column }) => oneLine(column.header));
  const alignment = columns.map(({ column }) => (column.kind === 'text' ? '---' : '--:'));
  const rows = table.groups
    .flat()
    .map((row) => columns.map(({ index }) => escaped(oneLine(cellsOf(row)[index]))));
  return [header, alignment, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function oneLine(wording: Wording): string {
  return worded(wording, 'markdown').replaceAll('\n', ' ');
}

/** What would end a cell is escaped. */
function escaped(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}
