import {
  type FreePagePolicy,
  freePagePolicies,
  unsafeFreePagePolicies,
} from '../../engines/qemu/features/free-page/free-pages.js';
import type { Option } from './option.js';
import { choiceOption } from './text-option.js';

/** What is done with the guest's reports of free pages. */
export const freePageOption: Option<FreePagePolicy> = {
  ...choiceOption({
    choices: freePagePolicies,
    description:
      'skip pages that the guest reports as free: ' +
      `${freePagePolicies.join(', ')}; UNSAFE, kept to be seen losing pages: ` +
      `${unsafeFreePagePolicies.join(', ')}; only qemu-hinting is in a release`,
    fallback: 'none',
  }),
  placeholder: 'POLICY',
};
