import type { TraceEvent } from '../migration/trace.js';

/** A decision, and when it was taken: ms since the migrate command. */
export interface TimedTraceEvent {
  readonly timeMs: number;
  readonly event: TraceEvent;
}

/** An event of one kind, and when it was. */
export type Timed<Name extends TraceEvent['event']> = Extract<TraceEvent, { event: Name }> & {
  readonly timeMs: number;
};

/** The events of one kind, in order of time. */
export function eventsOf<Name extends TraceEvent['event']>(
  events: readonly TimedTraceEvent[],
  name: Name,
): readonly Timed<Name>[] {
  return events.flatMap(({ event, timeMs }) =>
    event.event === name ? [{ ...event, timeMs } as Timed<Name>] : [],
  );
}
