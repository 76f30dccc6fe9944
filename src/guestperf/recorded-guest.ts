import { mean } from '../statistics/summary.js';
import { type GuestLine, recordedGuestLines, recordedPolls } from './recording-rows.js';
import type { GuestperfReport } from './report-schema.js';

const KIB_PER_MIB = 1024;

/** What the lines of a guest's program say of it: how fast it is, and where. */
export interface RecordedGuest {
  readonly lines: number;
  /** What one vCPU visits while nothing throttles it, MiB/s. */
  readonly mibPerSecond: number;
  /** What it visited in these lines before the migration, and since in pass 1, MiB. */
  readonly mib: { readonly before: number; readonly firstPass: number };
  /** What the first thread had written since its first line when the migration began, MiB. */
  readonly writtenMib: number;
}

/**
 * The guest's own account of its program, from its first line to the end of pass 1, before which nothing throttles
 * it. What it did afterwards is what is to be predicted.
 *
 * @returns null if the recording keeps no lines from before the migration
 */
export function recordedGuest(report: GuestperfReport): RecordedGuest | null {
  const firstPassEnd = recordedPolls(report).find(({ iteration }) => iteration > 1)?.seconds ?? 0;
  const lines = recordedGuestLines(report).filter(
    ({ side, seconds }) => side === 'src' && seconds <= firstPassEnd,
  );
  const threads = [...new Set(lines.map(({ thread }) => thread))].map((thread) =>
    lines.filter((line) => line.thread === thread),
  );
  if (!lines.some(({ seconds }) => seconds <= 0)) return null;
  return {
    lines: lines.length,
    mibPerSecond: mean(threads.map(paceOf)),
    mib: {
      before: mean(threads.map((each) => mibOf(each) - mibOf(ofFirstPass(each)))),
      firstPass: mean(threads.map((each) => mibOf(ofFirstPass(each)))),
    },
    writtenMib: writtenBefore(threads[0], 0),
  };
}

function paceOf(lines: readonly GuestLine[]): number {
  const ms = lines.reduce((total, line) => total + line.ms, 0);
  return (mibOf(lines) / ms) * 1000;
}

function mibOf(lines: readonly GuestLine[]): number {
  return lines.reduce((total, line) => total + line.kib, 0) / KIB_PER_MIB;
}

/** The lines that end behind the migrate command: of pass 1. */
function ofFirstPass(lines: readonly GuestLine[]): readonly GuestLine[] {
  return lines.filter(({ seconds }) => seconds > 0);
}

/** MiB written by `second`; a line that is begun before and ends after it counts in part. */
function writtenBefore(lines: readonly GuestLine[], second: number): number {
  const kib = lines.reduce((total, line) => {
    const begun = line.seconds - line.ms / 1000;
    const part = (second - begun) / (line.seconds - begun);
    return total + line.kib * Math.min(1, Math.max(0, part));
  }, 0);
  return kib / KIB_PER_MIB;
}
