import { wrapParts } from '../../documents/wrap-words.js';

const continued = '    ';

/**
 * A command line for a shell on lines of at most `width`, each but the last with a backslash at its end.
 *
 * @param commandLine may have such line breaks, which are not kept
 */
export function commandLines(commandLine: string, width: number): string[] {
  const parts = shellWords(commandLine.replaceAll(/\\\n\s*/g, ''));
  const lines = wrapParts(parts, ' ', width - continued.length - ' \\'.length);
  return lines.map((line, index) => {
    const begun = index === 0 ? line : continued + line;
    return index < lines.length - 1 ? `${begun} \\` : begun;
  });
}

/** The words of a command line as they are written, quotes and all; an option stays with its value. */
function shellWords(text: string): string[] {
  const written = text.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  const parts: string[] = [];
  for (const word of written) {
    const isValue = parts.at(-1)?.startsWith('--') === true && !/^[-|>&]/.test(word);
    if (isValue && !parts.at(-1)?.includes(' ')) parts[parts.length - 1] += ` ${word}`;
    else parts.push(word);
  }
  return parts;
}
