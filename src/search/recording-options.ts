import { switchOption, textOption } from '../cli/options/text-option.js';

/** Options of commands that search, which may take long. */
export const recordingOptions = {
  record: textOption({
    placeholder: 'FILE',
    description: 'write each run to a file as soon as it is done: NDJSON, one record per line',
    fallback: null,
  }),
  resume: switchOption('continue the file of --record, if it exists'),
  overwrite: switchOption('replace the file of --record, if it exists'),
};
