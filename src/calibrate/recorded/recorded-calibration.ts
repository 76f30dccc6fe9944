import type { GivenLoad } from '../../guestperf/recorded-scenario.js';
import type { HostProfile } from '../../profiles/host-profile.js';
import type { QemuVersion } from '../../profiles/qemu-version.js';
import { type CalibrationRun, readCalibrationRun } from './calibration-run.js';
import { type DirectCalibration, directCalibration } from './direct-calibration.js';
import { checkOneHost } from './host-contradiction.js';
import type { HostReading, ToldNumber } from './host-reading.js';
import { type LeftOut, leaveOneOut } from './leave-one-out.js';
import { hostOfReadings, withKeptNumbers } from './recorded-host.js';
import { acceleratorOf, profileVersion, type ProfileVersion } from './run-host.js';
import { predictableRuns, type UnpredictableRun } from './run-load.js';
import { wholeRunFit } from './whole-run-fit.js';

/** A run as a user names it. */
export interface RunText {
  readonly path: string;
  readonly text: string;
}

export interface RecordedCalibrationOptions {
  readonly name: string;
  /** What the command line says of the guests. */
  readonly given: GivenLoad;
  /** The version of QEMU for runs that name none; null for that of most runs, else of the start. */
  readonly qemu: QemuVersion | null;
}

/** What is done, for a progress line. */
export type CalibrationStep = (text: string) => void;

export interface RecordedCalibration {
  readonly host: HostProfile;
  readonly start: string;
  readonly readings: readonly HostReading[];
  /** What the runs say of the machine beside its numbers. */
  readonly isAcceleratorTold: boolean;
  readonly versionKnown: ProfileVersion['known'];
  /** What of them the profile takes. */
  readonly told: readonly ToldNumber[];
  /** Runs of which too little is known to simulate them. */
  readonly unknown: readonly UnpredictableRun[];
  readonly leftOut: readonly LeftOut[];
}

/** Reads runs and checks that they may be of one pair of hosts. */
export function calibrationRuns(texts: readonly RunText[]): readonly CalibrationRun[] {
  const runs = texts.map(({ path, text }) => readCalibrationRun(path, text));
  checkOneHost(runs);
  return runs;
}

/**
 * Calibrates a host on runs of the user's own: what their series say by themselves, then what only simulating them tells.
 * All else stays as in `start`. Deterministic.
 *
 * @throws InputError if a file is no run, or runs are of different hosts
 */
export function calibrateRecorded(
  texts: readonly RunText[],
  start: HostProfile,
  options: RecordedCalibrationOptions,
  onStep: CalibrationStep = () => {},
): RecordedCalibration {
  const runs = calibrationRuns(texts);
  const found = calibratedOn(runs, start, options, (simulations) =>
    onStep(`fitting, ${simulations} simulations`),
  );
  const { known, unknown } = predictableRuns(runs, found.host, options.given);
  const leftOut = leaveOneOut(
    runs,
    known,
    (others) => calibratedOn(others, start, options).host,
    options.given,
    (done) => onStep(`left out: ${done} of ${known.length} runs`),
  );
  const files = runs.map(({ file }) => file);
  const { told } = found;
  const named = {
    ...withKeptNumbers(
      found.host,
      start,
      new Set([...told.map(({ number }) => number), ...found.assumed]),
    ),
    name: options.name,
    description: `Hosts of ${files.length} recorded migration${files.length === 1 ? '' : 's'}: ${files.join(', ')}.`,
  };
  return {
    host: named,
    start: start.name,
    isAcceleratorTold: runs.some((run) => acceleratorOf(run) !== null),
    versionKnown: options.qemu !== null ? 'named' : profileVersion(runs, start.qemu).known,
    readings: found.readings,
    told,
    unknown,
    leftOut,
  };
}

/** Calibrates a host on runs that have been read: series first, then whole runs. */
export function calibratedOn(
  runs: readonly CalibrationRun[],
  start: HostProfile,
  { given, qemu }: RecordedCalibrationOptions,
  onSimulation: (simulations: number) => void = () => {},
): DirectCalibration {
  const direct = directCalibration(runs, start, given, qemu);
  const { known } = predictableRuns(runs, direct.host, given);
  const names = new Set(direct.told.map(({ number }) => number));
  let simulations = 0;
  const fitted = wholeRunFit(known, direct.host, names, given, (more) => {
    simulations += more;
    onSimulation(simulations);
  });
  return {
    host: hostOfReadings(direct.host, fitted),
    readings: [...direct.readings, ...fitted],
    told: [...direct.told, ...fitted],
    assumed: direct.assumed,
  };
}
