import type { TextStyle } from '../documents/text-style.js';
import type { Advice } from './advice.js';

export const adviceFormats = ['table', 'json', 'markdown'] as const;
export type AdviceFormat = (typeof adviceFormats)[number];

/** An answer in one of its forms. */
export async function renderAdvice(
  advice: Advice,
  format: AdviceFormat,
  style: TextStyle,
): Promise<string> {
  switch (format) {
    case 'table':
      return (await import('./advice-text.js')).adviceText(advice, style);
    case 'json':
      return `${JSON.stringify(advice, null, 2)}\n`;
    case 'markdown':
      return (await import('./advice-markdown.js')).adviceMarkdown(advice);
  }
}
