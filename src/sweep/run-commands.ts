import { settingWords } from '../cli/options/setting-words.js';
import { shellWord } from '../documents/shell-word.js';
import type { RunCommands } from './heat-map-page.js';
import type { SweepOptions } from './options.js';
import type { SweepRequest } from './plan.js';
import { RecordedOptions } from './recorded-options.js';
import { pointSettings } from './scenarios.js';

/** Command lines of a sweep's runs: what all points have in common, then what a point sets. */
export function sweepCommands(
  { dirtyRate }: Pick<SweepOptions, 'dirtyRate'>,
  constants: SweepRequest['constants'],
): RunCommands {
  const rates = dirtyRate.flatMap((text) => ['--dirty-rate', shellWord(text)]);
  const words = settingWords(pointSettings(constants));
  return {
    shared: ['guestperf-sim', 'run', ...words, ...rates].join(' '),
    optionsOf: ({ place }) => settingWords(place.point).join(' '),
  };
}

/** Command lines of runs of which there are only the records. */
export function recordedCommands(): RunCommands {
  const options = new RecordedOptions();
  return { shared: 'guestperf-sim run', optionsOf: ({ values }) => options.of(values) };
}
