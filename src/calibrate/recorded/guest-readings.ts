import type { HostNumbers } from '../../profiles/host.js';
import { standardDeviation } from '../../statistics/summary.js';
import { paceError, paceOf } from './guest-lines.js';
import { type HostReading, meanOfRuns } from './host-reading.js';
import { earlyLines, type LinedGuest, linedGuests } from './lined-guest.js';
import type { PredictableRun } from './run-load.js';
import { visitCostReadings } from './visit-cost-readings.js';

/** Fewer guests say nothing of how they differ from their own pace. */
const LEAST_GUESTS = 3;
/** A vCPU that is alone writes no more than so much faster than one of several, if memory does not limit them. */
const MEMORY_LIMITED = 0.9;

const lineText = "lines of the guest's program";

/** What the lines of guests tell: how fast they write, what a fault for the dirty log costs, what a throttle leaves. */
export function guestReadings(
  runs: readonly PredictableRun[],
  numbers: HostNumbers,
): readonly HostReading[] {
  const guests = linedGuests(runs);
  return [
    ...writeSpeeds(guests, numbers.memoryWriteMbPerSecond),
    ...visitCostReadings(guests, numbers),
    ...paceSpread(guests),
  ];
}

/** How fast programs without a pace write, from before the migration where there are such lines. */
function writeSpeeds(guests: readonly LinedGuest[], memoryMb: number): readonly HostReading[] {
  const speeds = guests
    .filter(({ run }) => run.isFullSpeed)
    .map((guest) => {
      const { before, firstPass, run } = guest;
      const stretches = before.length > 0 ? before : firstPass;
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

/** How much a guest that nothing throttles leaves the pace that it kept until pass 1 ended. */
function paceSpread(guests: readonly LinedGuest[]): readonly HostReading[] {
  const changes = guests.flatMap((guest) => {
    const { later, run } = guest;
    const early = earlyLines(guest);
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
