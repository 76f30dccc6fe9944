import { shellWord } from '../documents/shell-word.js';
import { flagOf } from '../engines/setting.js';
import type { Point } from '../search/gene.js';
import type { Contest } from './contest.js';

/** The command line that runs both strategies at a point, so many times each. */
export function findCommand(
  { against, fixed, metric, strategy }: Contest,
  point: Point,
  repeats: number,
): string {
  const contenders = Object.keys(strategy.settings).flatMap((key) => [
    flagOf(key),
    [strategy, against].map(({ settings }) => String(settings[key])).join(','),
  ]);
  const settings = { ...fixed, ...point, ...(metric === 'lost-pages' && { verify: true }) };
  const words = Object.entries(settings).flatMap(([key, value]) =>
    value === undefined || value === null ? [] : settingWords(key, value),
  );
  return ['guestperf-sim', 'sweep', ...contenders, ...words, '--repeat', String(repeats)].join(' ');
}

function settingWords(key: string, value: unknown): string[] {
  if (value === false) return [];
  return value === true ? [flagOf(key)] : [flagOf(key), shellWord(String(value))];
}
