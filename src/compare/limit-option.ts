import { commaListOption } from '../cli/options/text-option.js';
import { parseLimit, type Threshold } from './threshold.js';

/** Limits that runs have to keep to by themselves, without anything to compare them with. */
export const limitOption = commaListOption<Threshold, readonly Threshold[]>({
  description:
    'limits of the runs of each scenario, as in downtime<=300ms,p95(total-time)<60s,not-converged<=0; exit 4 unless all hold',
  fallback: [],
  readItem: parseLimit,
});
