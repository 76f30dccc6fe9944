import type { MigrationResult } from '../result.js';
import type { TimedTraceEvent } from './timed-trace-event.js';

export function explainRun(result: MigrationResult, events: readonly TimedTraceEvent[]): string[] {
  return [`${result.status} ${events.length}`];
}
