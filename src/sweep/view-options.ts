import { textListOption, textOption } from '../cli/options/text-option.js';

/** Ways to look at the results of a sweep as a whole. */
export const viewOptions = {
  pivot: textListOption(
    'METRIC:ROWS:COLUMNS',
    'print a two-way table of a metric, such as total-time:stress-mem:mode: the median of the ' +
      'completed runs of each cell; may be given several times',
  ),
  html: textOption({
    placeholder: 'FILE',
    description: 'write heat maps of the pivots, or else of the first two axes: a page of its own',
    fallback: null,
  }),
};
