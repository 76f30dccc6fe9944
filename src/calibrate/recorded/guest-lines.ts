import { type GuestLine, recordedGuestLines } from '../../guestperf/recording-rows.js';
import type { GuestperfReport } from '../../guestperf/report-schema.js';
import { sum } from '../../statistics/summary.js';
import type { CalibrationRun } from './calibration-run.js';

const KIB_PER_GIB = 1_048_576;
/** How long a change of the throttle may go unseen before an answer shows it, ms. */
const UNSEEN_MS = 150;

/** What a thread of the guest's program wrote in a stretch of time on the source. */
export interface WrittenStretch {
  readonly thread: number;
  /** Since the migrate command. */
  readonly beginMs: number;
  readonly endMs: number;
  readonly kib: number;
}

/** A guest's own lines on the source: those of a recording, else guestperf's "copied 1 GB". */
export function writtenStretches(run: CalibrationRun): readonly WrittenStretch[] {
  const { report } = run;
  if (report === null) return [];
  const lines = recordedGuestLines(report);
  const stretches = lines.length > 0 ? lines.flatMap(stretchOf) : copiedGibibytes(report);
  const lastMs = run.points[run.points.length - 1]?.elapsedMs ?? 0;
  return stretches.filter(({ endMs }) => endMs <= lastMs);
}

function stretchOf({ kib, ms, seconds, side, thread }: GuestLine): readonly WrittenStretch[] {
  if (side !== 'src') return [];
  return [{ thread, beginMs: seconds * 1000 - ms, endMs: seconds * 1000, kib }];
}

/** The first line of a thread is longer by its first touch of memory, and is left out. */
function copiedGibibytes({
  guest_timings,
  progress_history,
}: GuestperfReport): readonly WrittenStretch[] {
  const [first] = progress_history;
  const commandSeconds = first.now - first.duration / 1000;
  const seen = new Set<number>();
  return guest_timings.flatMap(({ tid, timestamp, value }) => {
    if (!seen.has(tid)) {
      seen.add(tid);
      return [];
    }
    if (value <= 0) return [];
    const endMs = (timestamp - commandSeconds) * 1000;
    return [{ thread: tid, beginMs: endMs - value, endMs, kib: KIB_PER_GIB }];
  });
}

/** What was written before the migration, or in it while the throttle stood still. */
export type StretchPhase =
  | { readonly kind: 'before' }
  | { readonly kind: 'pass 1' }
  | { readonly kind: 'later'; readonly throttlePercent: number };

/** The phase in which all of a stretch lies; null if it lies in several. */
export function phaseOf(
  { points }: Pick<CalibrationRun, 'points'>,
  stretch: WrittenStretch,
): StretchPhase | null {
  if (stretch.endMs <= 0) return { kind: 'before' };
  const next = points.find(({ elapsedMs }) => elapsedMs >= stretch.endMs);
  if (next === undefined) return null;
  if ((next.dirtySyncCount ?? 2) <= 1) return { kind: 'pass 1' };
  const before = points.findLast(({ elapsedMs }) => elapsedMs <= stretch.beginMs - UNSEEN_MS);
  if (before === undefined) return null;
  // One that began in pass 1 counts here: what comes right behind a sync costs more than what follows.
  const { throttlePercent } = before;
  const within = points.filter(
    ({ elapsedMs }) => elapsedMs > before.elapsedMs && elapsedMs < stretch.endMs,
  );
  // A throttle changes at a sync, which is seen a little later.
  const seen = next.elapsedMs - stretch.endMs < UNSEEN_MS ? [...within, next] : within;
  const isSteady = seen.every((point) => point.throttlePercent === throttlePercent);
  return isSteady ? { kind: 'later', throttlePercent } : null;
}

/** KiB a second of one thread, over stretches of any threads. */
export function paceOf(stretches: readonly WrittenStretch[]): number {
  const ms = sum(stretches.map(({ beginMs, endMs }) => endMs - beginMs));
  return (sum(stretches.map(({ kib }) => kib)) / ms) * 1000;
}

/** Standard error of that, relative: from how the stretches differ. */
export function paceError(stretches: readonly WrittenStretch[]): number {
  if (stretches.length < 2) return 0.05;
  const pace = paceOf(stretches);
  const squares = stretches.map((each) => (paceOf([each]) / pace - 1) ** 2);
  return Math.sqrt(sum(squares) / (stretches.length * (stretches.length - 1)));
}
