import { unsafeFreePagePolicies } from '../../src/engines/qemu/features/free-page/settings.js';
import { settingTable } from '../../src/settings/table.js';

/** What can end a run that is checked with exit 1 although nothing is wrong with the program: it loses pages. */
export const losesPages: readonly string[] = [
  ...Object.keys(unsafeFreePagePolicies),
  'giveBack',
  ...(settingTable.workerFault.form as { readonly choices: readonly string[] }).choices,
];
