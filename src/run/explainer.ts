import type { TraceListener } from '../migration/trace.js';
import type { TimedTraceEvent } from '../explain/story.js';
import type { MigrationResult } from '../engines/migration-result.js';

/** Listens to the decisions of one run, and tells its story. */
interface Explainer {
  readonly trace: TraceListener;
  lines(result: MigrationResult): readonly string[];
}

/** @param listener who else is told of the decisions */
export async function explainer(listener: TraceListener | undefined): Promise<Explainer> {
  const { explainRun } = await import('../explain/explain-run.js');
  const events: TimedTraceEvent[] = [];
  return {
    trace(timeMs, event) {
      events.push({ timeMs, event });
      listener?.(timeMs, event);
    },
    lines: (result) => explainRun(result, events),
  };
}
