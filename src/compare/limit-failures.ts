import { groupBy } from '../documents/group-by.js';
import type { RunRecord } from '../results/run-record.js';
import { type ComparableRecord, RunMaker } from './comparable-run.js';
import type { Threshold } from './threshold.js';
import { checkRuns } from './threshold-check.js';

/** Which limits runs do not keep to, a line for each scenario and limit; none if they keep to all. */
export function limitFailures(
  records: readonly RunRecord[],
  limits: readonly Threshold[],
): string[] {
  if (limits.length === 0) return [];
  const runs = new RunMaker('');
  return [...groupBy(records, titleOf)].flatMap(([title, group]) => {
    const compared = group.map((record) => runs.simulated(record as ComparableRecord));
    return limits
      .map((limit) => ({ limit, ...checkRuns(limit, compared, '') }))
      .filter(({ status }) => status !== 'passed')
      .map(({ detail, limit, status }) => `${title}: ${limit.text} is ${status}: ${detail}`);
  });
}

/** Scenarios of suites have names; a command line is known by its mode and load. */
function titleOf({ mode, scenario, stress_mem_mb }: RunRecord): string {
  if (scenario.includes('/')) return scenario;
  return stress_mem_mb === null ? mode : `${mode}, ${stress_mem_mb} MB`;
}
