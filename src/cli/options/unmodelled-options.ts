import type { OptionTable } from './option.js';

/** guestperf's options of features that are not built: refused, so that no run ignores them. None is left. */
export const unmodelledOptions: OptionTable = {};
