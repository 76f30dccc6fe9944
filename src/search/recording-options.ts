import { switchOption, textOption } from '../cli/options/text-option.js';

/** Options of commands that search, which may take long. */
export const recordingOptions = {
  record: textOption({
    placeholder: 'FILE',
    description: 'write each run to a file as soon as it is done: NDJSON, a record a line',
    fallback: null,
  }),
  resume: switchOption('go on with the file of --record, if it is there'),
  overwrite: switchOption('replace the file of --record, if it is there'),
};
