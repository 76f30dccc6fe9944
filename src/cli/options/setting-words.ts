import { shellWord } from '../../documents/shell-word.js';

/**
 * Settings as words of a command line; what is null or switched off is not written.
 *
 * @param settings by flag without its dashes, or as records spell it
 */
export function settingWords(settings: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    if (value === undefined || value === null || value === false) return [];
    const flag = `--${name.replaceAll('_', '-')}`;
    return value === true ? [flag] : [flag, shellWord(String(value))];
  });
}
