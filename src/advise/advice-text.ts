import { framedTable } from '../documents/framed-table.js';
import type { TextStyle } from '../documents/text-style.js';
import { wrapWords } from '../documents/wrap-words.js';
import type { Advice } from './advice.js';
import { type AdviceSection, adviceSections } from './advice-sections.js';

const width = 100;

/** Advice in plain words, for a terminal. */
export function adviceText(advice: Advice, style: TextStyle): string {
  const sections = adviceSections(advice).map(({ blocks, title }) => {
    const shown = blocks.map(blockText);
    return [...(title === null ? [] : [style.title(title)]), ...shown].join('\n');
  });
  return `${sections.join('\n\n')}\n`;
}

function blockText(block: AdviceSection['blocks'][number]): string {
  switch (block.kind) {
    case 'text':
      return wrapWords(block.text, width).join('\n');
    case 'lines':
      return block.lines.map((line) => `  ${line}`).join('\n');
    case 'table':
      return framedTable(block.rows);
  }
}
