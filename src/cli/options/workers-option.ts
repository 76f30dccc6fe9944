import { integerOption } from './integer-option.js';
import type { Option } from './option.js';

/** How many threads simulate; 0 stands for one for each core. */
export const workersOption: Option<number> = {
  ...integerOption({
    min: 1,
    max: 1024,
    description: 'threads that simulate; the results do not depend on their number',
    fallback: 0,
  }),
  fallbackText: 'one for each core',
};
