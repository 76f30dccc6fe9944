import { settingWords } from '../cli/options/setting-words.js';
import { flagOf, type LooseSettings } from '../engines/setting.js';
import type { Point } from '../search/gene.js';
import type { Contest } from './contest.js';

/** The command line that runs both strategies at a point, so many times each: a sweep, or two runs of different options. */
export function findCommand(
  { against, fixed, metric, strategy }: Contest,
  point: Point,
  repeats: number,
): string {
  const settings = { ...fixed, ...point, ...(metric === 'lost-pages' && { verify: true }) };
  const shared = [...wordsOf(settings), '--repeat', String(repeats)];
  const [keys, otherKeys] = [strategy, against].map((each) => Object.keys(each.settings).join());
  if (keys !== otherKeys) {
    return [strategy, against]
      .map((each) => ['guestperf-sim', 'run', ...wordsOf(each.settings), ...shared].join(' '))
      .join(' && ');
  }
  const both = Object.fromEntries(
    Object.entries(strategy.settings).map(([key, own]) => [
      key,
      `${String(own)},${String(against.settings[key])}`,
    ]),
  );
  return ['guestperf-sim', 'sweep', ...wordsOf(both), ...shared].join(' ');
}

function wordsOf(settings: LooseSettings): string[] {
  const byFlag = Object.entries(settings).map(([key, value]) => [flagOf(key).slice(2), value]);
  return settingWords(Object.fromEntries(byFlag));
}
