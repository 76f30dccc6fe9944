import { PAGE_BYTES } from '../../memory/units.js';
import type { Host } from '../../profiles/host.js';
import { standardDeviation } from '../../statistics/summary.js';
import {
  paceError,
  paceOf,
  phaseOf,
  type WrittenStretch,
  writtenStretches,
} from './guest-lines.js';
import {
  type HostReading,
  meanOfRuns,
  type RunReading,
  type ToldNumber,
  weightedMeanOfRuns,
} from './host-reading.js';
import { firstVisitShare, isSleepPaced, type PredictableRun } from './run-load.js';

/** A vCPU runs for so long between two sleeps of the throttle, us (QEMU, cpu-throttle.c). */
const TIMESLICE_US = 10_000;
/** Above, a guest runs too seldom for its lines to say how long. */
const HIGHEST_THROTTLE_PERCENT = 90;
/** A guest leaves its pace by about so much in the course of a migration, relative. */
const PACE_DRIFT = 0.01;
/** Fewer guests say nothing of how they differ from their own pace. */
const LEAST_GUESTS = 3;
/** A vCPU that is alone writes no more than so much faster than one of several, if memory does not limit them. */
const MEMORY_LIMITED = 0.9;

const lineText = "lines of the guest's program";

/** A guest with its lines by phase. */
interface LinedGuest {
  readonly run: PredictableRun;
  readonly before: readonly WrittenStretch[];
  /** Before the first exact sync: nothing has throttled it. */
  readonly early: readonly WrittenStretch[];
  readonly later: ReadonlyMap<number, readonly WrittenStretch[]>;
}

/** What the lines of guests tell: how fast they write, what a fault for the dirty log costs, what a throttle leaves. */
export function guestReadings(
  runs: readonly PredictableRun[],
  { accelerator, numbers }: Host,
): readonly HostReading[] {
  const guests = runs.flatMap(linedGuest);
  // In software emulation no write leaves the guest.
  const faults = accelerator === 'tcg' ? [] : writeFaults(guests);
  const seen = faults.find(({ standardError, value }) => value > standardError);
  const faultNs = seen?.value ?? numbers.writeFaultNs;
  return [
    ...writeSpeeds(guests, numbers.memoryWriteMbPerSecond),
    ...faults,
    ...oversleep(guests, faultNs),
    ...paceSpread(guests),
  ];
}

function linedGuest(run: PredictableRun): readonly LinedGuest[] {
  const stretches = isSleepPaced(run) ? [] : writtenStretches(run);
  const before: WrittenStretch[] = [];
  const early: WrittenStretch[] = [];
  const later = new Map<number, WrittenStretch[]>();
  for (const stretch of stretches) {
    const phase = phaseOf(run, stretch);
    if (phase === null) continue;
    if (phase.kind === 'later') {
      const { throttlePercent } = phase;
      later.set(throttlePercent, [...(later.get(throttlePercent) ?? []), stretch]);
      continue;
    }
    if (phase.kind === 'before') before.push(stretch);
    early.push(stretch);
  }
  return early.length === 0 ? [] : [{ run, before, early, later }];
}

/** How fast programs without a pace write, from before the migration where there are such lines. */
function writeSpeeds(guests: readonly LinedGuest[], memoryMb: number): readonly HostReading[] {
  const speeds = guests
    .filter(({ run }) => run.isFullSpeed)
    .map(({ before, early, run }) => {
      const stretches = before.length > 0 ? before : early;
      const value = (paceOf(stretches) * 1024) / 1e6;
      const standardError = value * paceError(stretches);
      return { file: run.file, value, standardError, cpus: run.report.hardware.cpus };
    });
  if (speeds.length === 0) return [];
  const fewest = Math.min(...speeds.map(({ cpus }) => cpus));
  const most = Math.max(...speeds.map(({ cpus }) => cpus));
  const alone = speeds.filter(({ cpus }) => cpus === fewest);
  const single = meanOfRuns('vcpuWriteMbPerSecond', alone, lineText);
  const crowd = speeds
    .filter(({ cpus }) => cpus === most)
    .map((each) => ({
      ...each,
      value: each.value * most,
      standardError: each.standardError * most,
    }));
  const [together] = meanOfRuns('memoryWriteMbPerSecond', crowd, lineText);
  const isLimited = most > fewest && together.value < MEMORY_LIMITED * single[0].value * most;
  if (isLimited) return [...single, together];
  const origin = `${most} vCPU${most === 1 ? '' : 's'} wrote as much`;
  const bound = together.value;
  if (most === 1 || bound <= memoryMb) {
    return [
      ...single,
      { kind: 'at least', number: 'memoryWriteMbPerSecond', bound, files: together.files, origin },
    ];
  }
  return [...single, together];
}

/** A page costs more behind a sync, which protects it, than before: on its first visit. */
function writeFaults(guests: readonly LinedGuest[]): readonly ToldNumber[] {
  const runs = guests.flatMap(({ early, later, run }): readonly RunReading[] => {
    const unthrottled = later.get(0) ?? [];
    if (unthrottled.length < 3 || early.length < 3) return [];
    const share = firstVisitShare(run, paceOf(early));
    if (share === null) return [];
    const relative = Math.hypot(paceError(early), paceError(unthrottled), PACE_DRIFT);
    const standardError = (nsOf(early) * relative) / share;
    return [{ file: run.file, value: (nsOf(unthrottled) - nsOf(early)) / share, standardError }];
  });
  return weightedMeanOfRuns('writeFaultNs', runs, `${lineText}, before and after the first sync`);
}

/**
 * A vCPU that oversleeps by `t` runs `t` less of each 10 ms. What it visits costs more than before the first sync, too:
 * the shorter its running time in a pass, the more of its visits find a page protected.
 */
function oversleep(guests: readonly LinedGuest[], faultNs: number): readonly HostReading[] {
  const runs = guests.flatMap(({ early, later, run }): readonly RunReading[] => {
    const levels = [...later]
      .filter(([percent, lines]) => {
        return percent > 0 && percent <= HIGHEST_THROTTLE_PERCENT && lines.length > 1;
      })
      .flatMap(([percent, lines]): readonly RunReading[] => {
        const share = firstVisitShare(run, paceOf(lines), percent);
        if (share === null && faultNs > 0) return [];
        const expectedNs = (nsOf(early) + (share ?? 0) * faultNs) / (1 - percent / 100);
        const left = expectedNs / nsOf(lines);
        const standardError = Math.max(TIMESLICE_US * left * paceError(lines), 1);
        return [{ file: run.file, value: TIMESLICE_US * (1 - left), standardError }];
      });
    const [level] = weightedMeanOfRuns('throttleOversleepUs', levels, '');
    if (level === undefined) return [];
    // The pace that all levels are held against is the same.
    const shared = (TIMESLICE_US - level.value) * Math.hypot(paceError(early), PACE_DRIFT);
    const standardError = Math.hypot(level.standardError, shared);
    return [{ file: run.file, value: level.value, standardError }];
  });
  return meanOfRuns('throttleOversleepUs', runs, `${lineText} under a throttle`);
}

/** How much a guest that nothing throttles leaves the pace that it kept until pass 1 ended. */
function paceSpread(guests: readonly LinedGuest[]): readonly HostReading[] {
  const changes = guests.flatMap(({ early, later, run }) => {
    const unthrottled = later.get(0) ?? [];
    if (unthrottled.length < 3 || early.length < 3) return [];
    return [{ file: run.file, change: paceOf(unthrottled) / paceOf(early) - 1 }];
  });
  if (changes.length < LEAST_GUESTS) return [];
  const value = standardDeviation(changes.map(({ change }) => change));
  return [
    {
      kind: 'told',
      number: 'guestPaceSpread',
      value,
      standardError: value / Math.sqrt(2 * (changes.length - 1)),
      scatter: 0,
      files: changes.map(({ file }) => file),
      origin: `${lineText}, before and after the end of pass 1`,
    },
  ];
}

/** Of one page. */
function nsOf(stretches: readonly WrittenStretch[]): number {
  return (PAGE_BYTES / 1024 / paceOf(stretches)) * 1e9;
}
