import type { Scenario } from '../engines/scenario.js';
import type { HostProfile } from '../profiles/host-profile.js';
import type { RunRecord } from '../results/run-record.js';
import type { PublishedReference } from '../validate/published-reference.js';
import {
  type Calibration,
  calibrationSteps,
  type CalibrationOptions,
  freeParameters,
} from './calibrate.js';
import {
  calibrationCells,
  calibrationRuns,
  missesOf,
  type RunFigures,
} from './calibration-misses.js';

/** Runs scenarios, and gives their records in the same order. */
export type RunScenarios = (scenarios: readonly Scenario[]) => Promise<readonly RunRecord[]>;

/** The runs of one cell so far, of one host. */
type CellRuns = RunFigures[];

/**
 * What `calibrate` finds, however its runs are spread over threads. No run is made twice: a host that is looked at again,
 * with more repeats perhaps, has those that it had.
 */
export async function calibrateWith(
  runAll: RunScenarios,
  reference: PublishedReference,
  start: HostProfile,
  options: CalibrationOptions,
): Promise<Calibration> {
  const cells = calibrationCells(reference, options.modes, start);
  const known = new Map<string, readonly CellRuns[]>();
  const steps = calibrationSteps(reference, start, options);
  let next = steps.next();
  while (!next.done) {
    const { hosts, repeats } = next.value;
    const missing: { readonly runs: CellRuns; readonly scenario: Scenario }[] = [];
    const judged = hosts.map((host) => {
      const key = keyOf(host);
      const runs = known.get(key) ?? cells.map(() => []);
      known.set(key, runs);
      return { host, runs };
    });
    for (const { host, runs } of new Map(judged.map((each) => [each.runs, each])).values()) {
      for (const [index, cell] of cells.entries()) {
        const first = runs[index].length + 1;
        if (first > repeats) continue;
        for (const scenario of calibrationRuns(cell, host, first, repeats)) {
          missing.push({ runs: runs[index], scenario });
        }
      }
    }
    const records = await runAll(missing.map(({ scenario }) => scenario));
    missing.forEach(({ runs }, index) => runs.push(figuresOf(records[index])));
    next = steps.next(
      judged.map(({ runs }) =>
        missesOf(
          cells,
          runs.map((some) => some.slice(0, repeats)),
        ),
      ),
    );
  }
  return next.value;
}

/** The numbers in which the hosts of a calibration differ. */
function keyOf({ parameters }: HostProfile): string {
  return freeParameters.map(({ name }) => parameters[name].value).join();
}

/** The record without all else: there are many. */
function figuresOf({
  downtime_ms,
  iterations,
  max_throttle_percent,
  total_time_ms,
}: RunRecord): RunFigures {
  return { downtime_ms, iterations, max_throttle_percent, total_time_ms };
}
