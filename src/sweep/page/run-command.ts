import type { HeatMapPageData, HeatRun } from '../heat-map-data.js';

/** The command line that makes a run again; null where its record does not tell it. */
export function commandOf({ command }: HeatMapPageData, { options }: HeatRun): string | null {
  return options === null ? null : `${command} ${options}`;
}
