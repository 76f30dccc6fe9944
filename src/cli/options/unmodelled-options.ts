import { InputError } from '../../scenario/input-error.js';
import type { Option } from './option.js';

const unmodelled = (feature: string, placeholder: string | null): Option<null> => ({
  placeholder,
  description: `${feature} (not modelled yet)`,
  fallback: null,
  fallbackText: null,
  choices: [],
  hidden: true,
  read(_text, flag) {
    throw new InputError({ subject: flag, problem: `${feature} is not modelled yet` });
  },
});

/** guestperf's options of features that are not built: refused, so that no run ignores them. */
export const unmodelledOptions = {
  postCopy: unmodelled('postcopy', null),
  postCopyIters: unmodelled('postcopy', 'N'),
};
