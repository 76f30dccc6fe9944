import type { TraceEvent } from '../migration/trace.js';
import { PAGE_BYTES } from '../memory/units.js';
import type { QemuScenario } from '../engines/scenario.js';
import { simulate } from '../engines/simulate.js';
import type { Survey } from './advice.js';

/** Iterations after which a migration that has not ended is taken to go on like that. */
export const surveyIterations = 20;

type Sync = Extract<TraceEvent, { event: 'sync' }> & { readonly ms: number };

/** What a survey found, and how long its iterations took behind the first; null if there was none. */
export interface SurveyedMigration {
  readonly figures: Survey;
  readonly iterationSeconds: number | null;
}

/**
 * What a migration without help meets: how fast it sends, how much the guest dirties meanwhile, and the
 * least that is ever left. It is cancelled after some iterations.
 */
export function survey(plain: QemuScenario): SurveyedMigration {
  const syncs: Sync[] = [];
  const rates: number[] = [];
  const maxIters = Math.min(plain.settings.maxIters, surveyIterations);
  const result = simulate(
    { ...plain, settings: { ...plain.settings, maxIters } },
    {
      onlyFigures: true,
      trace: (ms, event) => {
        if (event.event === 'sync') syncs.push({ ms, ...event });
        if (event.event === 'bandwidth') rates.push(event.bytes_per_second);
      },
    },
  );
  // The sync of the setup finds nothing, the next one what was dirtied in the first pass.
  const passes = syncs.slice(1);
  const [first] = passes;
  const later = passes.slice(1);
  const seconds = passes.length > 1 ? ((later.at(-1)?.ms ?? 0) - first.ms) / 1000 : 0;
  const dirtiedPages = later.reduce((sum, sync) => sum + sync.newly_dirty_pages, 0);
  const sentBytesPerSecond = rateWhileDirty(result.totalTimeMs, first, rates);
  const residuals = passes.map((sync) => sync.remaining_bytes);
  const least = residuals.length > 0 ? Math.min(...residuals) : null;
  return {
    figures: {
      converges: result.status === 'completed',
      first_pass_seconds: first === undefined ? null : first.ms / 1000,
      sent_bytes_per_second: sentBytesPerSecond,
      dirtied_bytes_per_second: seconds > 0 ? (dirtiedPages * PAGE_BYTES) / seconds : null,
      least_remaining_bytes: least,
      least_downtime_ms:
        least === null || sentBytesPerSecond === null ? null : (1000 * least) / sentBytesPerSecond,
    },
    iterationSeconds: later.length > 0 ? seconds / later.length : null,
  };
}

/**
 * The median of QEMU's own estimates from when the first pass is over, as that may be slow over untouched
 * pages or fast over zeros; of all, if there is nothing after it.
 */
function rateWhileDirty(
  totalMs: number,
  first: Sync | undefined,
  rates: readonly number[],
): number | null {
  if (rates.length === 0) return null;
  const share = first === undefined ? 0 : first.ms / totalMs;
  const after = rates.slice(Math.floor(share * rates.length));
  const sorted = [...(after.length > 0 ? after : rates)].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
