import type { TraceEvent } from '../migration/trace.js';
import type { QemuScenario } from '../engines/scenario.js';
import type { MigrationResult } from '../engines/migration-result.js';

/** A decision, and when it was taken: ms since the migrate command. */
export interface TimedTraceEvent {
  readonly timeMs: number;
  readonly event: TraceEvent;
}

/** What the story of a run is told from. */
export interface Story<Result extends MigrationResult = MigrationResult> {
  readonly result: Result;
  readonly scenario: QemuScenario;
  /** All of its trace. */
  readonly events: readonly TimedTraceEvent[];
}

/** An event of one kind, and when it was. */
export type Timed<Name extends TraceEvent['event']> = Extract<TraceEvent, { event: Name }> & {
  readonly timeMs: number;
};

/** The events of one kind, in order of time. */
export function eventsOf<Name extends TraceEvent['event']>(
  { events }: Pick<Story, 'events'>,
  name: Name,
): readonly Timed<Name>[] {
  return events.flatMap(({ event, timeMs }) =>
    event.event === name ? [{ ...event, timeMs } as Timed<Name>] : [],
  );
}
