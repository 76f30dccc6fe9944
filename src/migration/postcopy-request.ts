import type { StopConditionName } from './stop-condition-names.js';
import { traceEvent, type MigrationContext } from './context.js';

/**
 * The command migrate-start-postcopy: it is remembered in any state, and the precopy loop acts on it
 * when it comes round.
 */
export class PostcopyRequest {
  /** Who gave the command first; null if nobody has. */
  by: StopConditionName | null = null;

  constructor(private readonly context: Pick<MigrationContext, 'clock' | 'mutex' | 'trace'>) {}

  /** Without effect once the switchover has begun. */
  start(by: StopConditionName): void {
    if (this.by !== null || this.context.mutex.isClosed) return;
    this.by = by;
    traceEvent(this.context, { event: 'start-postcopy', by });
  }
}
