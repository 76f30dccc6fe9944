import { markdownTable } from '../documents/markdown-table.js';
import type { Advice } from './advice.js';
import { type AdviceSection, adviceSections } from './advice-sections.js';

/** Advice as Markdown. */
export function adviceMarkdown(advice: Advice): string {
  const sections = adviceSections(advice).map(({ blocks, title }) =>
    [...(title === null ? [] : [`### ${title}`]), ...blocks.map(blockMarkdown)].join('\n\n'),
  );
  return `${sections.join('\n\n')}\n`;
}

function blockMarkdown(block: AdviceSection['blocks'][number]): string {
  switch (block.kind) {
    case 'text':
      return block.text;
    case 'lines':
      return ['```', ...block.lines, '```'].join('\n');
    case 'table': {
      const [header, ...rows] = block.rows;
      return markdownTable(
        header,
        rows.map((row) => row.map(oneLine)),
        1,
      ).join('\n');
    }
  }
}

function oneLine(cell: string): string {
  return cell.replaceAll('\n', ' ');
}
