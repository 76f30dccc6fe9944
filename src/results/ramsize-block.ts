import { groupBy } from '../documents/group-by.js';
import type { RunRecord } from './run-record.js';

/** The runs of one convergence mode under one load: the repeats. */
export interface ModeGroup {
  readonly mode: string;
  readonly records: readonly RunRecord[];
}

/** The runs of one load: one table of a cover letter. */
export interface RamsizeBlock {
  readonly stressMib: number;
  readonly groups: readonly ModeGroup[];
}

/** Groups records by load, then by mode, both in the order in which they first appear. */
export function ramsizeBlocks(records: readonly RunRecord[]): RamsizeBlock[] {
  const loads = groupBy(records, (record) => record.stress_mem_mb);
  return Array.from(loads, ([stressMib, ofLoad]) => ({
    stressMib,
    groups: Array.from(
      groupBy(ofLoad, (record) => record.mode),
      ([mode, ofMode]) => ({ mode, records: ofMode }),
    ),
  }));
}
