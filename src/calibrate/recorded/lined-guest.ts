import { PAGE_BYTES } from '../../memory/units.js';
import { paceOf, phaseOf, type WrittenStretch, writtenStretches } from './guest-lines.js';
import { isSleepPaced, type PredictableRun } from './run-load.js';

/** A guest with the lines of its program, by phase. */
export interface LinedGuest {
  readonly run: PredictableRun;
  readonly before: readonly WrittenStretch[];
  readonly firstPass: readonly WrittenStretch[];
  /** Behind the first pass, by the throttle in percent. */
  readonly later: ReadonlyMap<number, readonly WrittenStretch[]>;
}

/** The guests among `runs` whose programs tell what they wrote, and do not make up for lost time. */
export function linedGuests(runs: readonly PredictableRun[]): readonly LinedGuest[] {
  return runs.flatMap((run) => {
    const before: WrittenStretch[] = [];
    const firstPass: WrittenStretch[] = [];
    const later = new Map<number, WrittenStretch[]>();
    for (const stretch of isSleepPaced(run) ? [] : writtenStretches(run)) {
      const phase = phaseOf(run, stretch);
      if (phase?.kind === 'before') before.push(stretch);
      if (phase?.kind === 'pass 1') firstPass.push(stretch);
      if (phase?.kind !== 'later') continue;
      const { throttlePercent } = phase;
      later.set(throttlePercent, [...(later.get(throttlePercent) ?? []), stretch]);
    }
    const isLined = before.length + firstPass.length > 0;
    return isLined ? [{ run, before, firstPass, later }] : [];
  });
}

/** Lines before the first exact sync: nothing has throttled the guest. */
export function earlyLines({ before, firstPass }: LinedGuest): readonly WrittenStretch[] {
  return [...before, ...firstPass];
}

/** How long a visit to one page took, ns. */
export function visitNsOf(stretches: readonly WrittenStretch[]): number {
  return (PAGE_BYTES / 1024 / paceOf(stretches)) * 1e9;
}
