import type { GivenLoad } from '../../guestperf/recorded-scenario.js';
import { hostOf, statedBy } from '../../profiles/host.js';
import type { HostProfile } from '../../profiles/host-profile.js';
import type { QemuVersion } from '../../profiles/qemu-version.js';
import { mean, median } from '../../statistics/summary.js';
import type { CalibrationRun } from './calibration-run.js';
import { downtimeReadings } from './downtime-readings.js';
import { syncReadings, zeroPageReadings } from './first-pass-readings.js';
import { guestReadings } from './guest-readings.js';
import type { HostReading, ToldNumber } from './host-reading.js';
import { kernelMemoryReadings } from './kernel-memory-readings.js';
import { linkReadings, wireReading } from './link-reading.js';
import { hostOfReadings, toldNumbers, withNumber } from './recorded-host.js';
import { acceleratorOf, profileVersion } from './run-host.js';
import { predictableRuns } from './run-load.js';
import { sliceReadings } from './slice-readings.js';
import { windowsOf } from './sending-rate.js';

const GIB = 1_073_741_824;
/** By which Linux may wake a thread late, us (prctl(2), PR_SET_TIMERSLACK). */
const TIMER_SLACK_US = 50;

/** What series say by themselves. */
export interface DirectCalibration {
  readonly host: HostProfile;
  readonly readings: readonly HostReading[];
  readonly told: readonly ToldNumber[];
  /** Names of numbers that follow from what the machine is. */
  readonly assumed: readonly string[];
}

/** Reads off the series of runs what they say without a simulation of the whole: all that is left of it, `start` has. */
export function directCalibration(
  runs: readonly CalibrationRun[],
  start: HostProfile,
  given: GivenLoad,
  qemu: QemuVersion | null,
): DirectCalibration {
  const base = machineOf(runs, start, qemu);
  const { known } = predictableRuns(runs, base, given);
  const numbers = hostOf(base);
  const link = linkReadings(runs, numbers.numbers.linkCorrelationMs);
  const isLinkRead = link.some(({ kind }) => kind === 'told');
  const readings: readonly HostReading[] = [
    ...factsOf(runs),
    ...link,
    ...wireReading(runs),
    ...zeroPageReadings(runs, numbers),
    ...syncReadings(runs, numbers),
    ...guestReadings(known, numbers.numbers),
    ...downtimeReadings(runs, numbers, ramGib(runs), isLinkRead),
  ];
  const series = toldNumbers(readings, base);
  const host = hostOfReadings(base, series);
  const simulated = [
    ...sliceReadings(known, host, given),
    ...kernelMemoryReadings(known, host, given),
  ];
  const told = [...series, ...toldNumbers(simulated, base)];
  const stated = new Map(statedBy(start));
  const assumed = statedBy(base).flatMap(([name, parameter]) =>
    parameter === stated.get(name) ? [] : [name],
  );
  return { host: hostOfReadings(base, told), readings: [...readings, ...simulated], told, assumed };
}

/** `start` with the accelerator and the version that the runs name. */
function machineOf(
  runs: readonly CalibrationRun[],
  start: HostProfile,
  qemu: QemuVersion | null,
): HostProfile {
  const accelerator = runs.map(acceleratorOf).find((named) => named !== null) ?? start.accelerator;
  const host = {
    ...start,
    qemu: qemu ?? profileVersion(runs, start.qemu).version,
    ...(accelerator !== undefined && { accelerator }),
  };
  const woken = withLateWaking(host);
  if (accelerator !== 'tcg' || (start.accelerator ?? 'kvm') === 'tcg') return woken;
  // Manual protection is KVM's, and so is the exit of a guest that writes to a protected page.
  const { value } = woken.parameters.writeFaultNs;
  const source =
    'software emulation: the slow path of a store to a page that a sync has cleaned; taken to cost what an exit does';
  return withNumber({ ...woken, dirtyLog: 'clear-at-sync' }, 'writeFaultNs', {
    value,
    provenance: 'assumed',
    source,
  });
}

/** No timer wakes a thread early, and Linux lets one be late by its slack: who says on time has not looked. */
function withLateWaking(host: HostProfile): HostProfile {
  const { numbers } = hostOf(host);
  const slack = 'late by the timer slack of a thread (Linux, prctl(2): 50 us)';
  const late = [
    ['timedWaitLateUs', TIMER_SLACK_US, `one wait, ${slack}`],
    [
      'throttleOversleepUs',
      2 * TIMER_SLACK_US,
      `two waits, of whole ms and of what is left (QEMU, cpu-throttle.c), each ${slack}`,
    ],
  ] as const;
  return late.reduce(
    (each, [number, value, source]) =>
      numbers[number] > 0
        ? each
        : withNumber(each, number, { value, provenance: 'assumed', source }),
    host,
  );
}

function factsOf(runs: readonly CalibrationRun[]): readonly HostReading[] {
  const periods = runs.flatMap((run) => windowsOf(run).map(({ ms }) => ms));
  const setups = runs.flatMap(({ migration: { readings } }) =>
    readings.flatMap(({ setupMs }) => setupMs ?? []).slice(-1),
  );
  const facts: HostReading[] = [];
  if (periods.length > 0) {
    const value = `${median(periods).toFixed(0)} ms apart in the median`;
    facts.push({ kind: 'fact', what: 'answers', value, origin: `${periods.length} windows` });
  }
  if (setups.length > 0) {
    const value = `${mean(setups).toFixed(1)} ms`;
    facts.push({
      kind: 'fact',
      what: 'setup',
      value,
      origin: `setup-time of ${setups.length} runs`,
    });
  }
  return facts;
}

/** GiB of RAM of a run in the mean. */
function ramGib(runs: readonly CalibrationRun[]): number {
  const sizes = runs.flatMap(({ points }) =>
    points.length > 0 ? [points[0].totalBytes / GIB] : [],
  );
  return sizes.length === 0 ? 1 : mean(sizes);
}
