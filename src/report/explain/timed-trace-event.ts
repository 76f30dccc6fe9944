import type { TraceEvent } from '../../migration/trace.js';

/** A decision, and when it was taken: ms since the migrate command. */
export interface TimedTraceEvent {
  readonly timeMs: number;
  readonly event: TraceEvent;
}
