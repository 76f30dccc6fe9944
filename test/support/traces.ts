import type { TraceEvent } from '../../src/migration/trace.js';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { simulateUnchecked } from './parts.js';

type EventOf<Name extends TraceEvent['event']> = Extract<TraceEvent, { readonly event: Name }>;

/** A run with the decisions that were made in it. */
export class TracedRun {
  readonly result: MigrationResult;
  private readonly events: { readonly timeMs: number; readonly event: TraceEvent }[] = [];

  constructor(scenario: QemuScenario) {
    this.result = simulateUnchecked(scenario, {
      trace: (timeMs, event) => void this.events.push({ timeMs, event }),
    });
  }

  /** The events of a kind, each with its time. */
  all<Name extends TraceEvent['event']>(
    name: Name,
  ): readonly (EventOf<Name> & { readonly timeMs: number })[] {
    const isWanted = (event: TraceEvent): event is EventOf<Name> => event.event === name;
    return this.events.flatMap(({ timeMs, event }) =>
      isWanted(event) ? [{ ...event, timeMs }] : [],
    );
  }

  /** For each throttle that was set, the number of the sync after which it was. */
  throttleAtSync(): Record<number, number> {
    const steps: Record<number, number> = {};
    let syncCount = 0;
    for (const { event } of this.events) {
      if (event.event === 'sync') syncCount = event.sync_count;
      if (event.event === 'throttle') steps[event.to_percent] = syncCount;
    }
    return steps;
  }
}
