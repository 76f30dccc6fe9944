import { jsonLine } from '../documents/answer.js';
import type { TraceEvent } from '../migration/trace.js';
import type { Scenario } from '../engines/scenario.js';
import { workingSetMib } from '../profiles/workload.js';

/** A decision of a migration as a line of NDJSON, with the run that it belongs to. */
export function traceLine(scenario: Scenario, timeMs: number, event: TraceEvent): string {
  const run = {
    seed: scenario.seed,
    repeat: scenario.repeat,
    stress_mem_mb: Math.round(workingSetMib(scenario.workload)),
    // Virtual time counts whole nanoseconds.
    t_ms: Math.round(timeMs * 1e6) / 1e6,
  };
  return jsonLine({ ...run, ...event });
}
