import { commonOptions } from '../cli/options/shared-options.js';
import type { OptionGroup, OptionValues } from '../cli/options/option.js';
import { textOption } from '../cli/options/text-option.js';
import { viewOptions } from '../sweep/view-options.js';

const output = {
  output: textOption({
    placeholder: 'FILE',
    description: 'the file of the whole sweep, written whole or not at all; - is stdout',
    fallback: null,
    fallbackText: 'none with --pivot or --html',
  }),
  ...viewOptions,
  ...commonOptions,
};

export const mergeOptionGroups: readonly OptionGroup[] = [{ title: 'Output:', options: output }];

export type MergeOptions = OptionValues<typeof output> & {
  /** The files to merge. */
  readonly files: readonly string[];
};
