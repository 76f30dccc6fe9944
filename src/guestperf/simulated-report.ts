import type { MigrationResult } from '../engines/migration-result.js';
import { type GuestperfReport, ownReport } from './report-schema.js';
import type { ReportSetting } from './reported-run.js';
import { cpuTimings, sleepRounds } from './report-timings.js';
import { simulationExtra } from './simulation-extra.js';

/**
 * When guestperf starts in a simulation, seconds since the epoch: a report has no other clock than
 * the virtual one, so that the same run gives the same bytes.
 */
const virtualEpochSeconds = 1_000_000_000;

/**
 * The report that guestperf of the scenario's QEMU version writes of a run (report.py). What it has
 * no key for is under `extra.guestperf_sim`, which guestperf's own programs do not look at.
 *
 * @throws RangeError if the run is not QEMU's
 */
export function simulatedReport(result: MigrationResult, setting: ReportSetting): GuestperfReport {
  const { cpu: use, scenario } = result;
  if (scenario.vmm !== 'qemu' || use === undefined) {
    throw new RangeError(`guestperf has no report of ${scenario.vmm}`);
  }
  const { settings, version } = scenario;
  const epochMs = (virtualEpochSeconds + sleepRounds(settings.sleep)) * 1000;
  const cpu = cpuTimings(result, use, epochMs);
  const run = { version, scenario, result, cpu, setting, epochMs };
  return { ...ownReport.read(run), extra: { guestperf_sim: simulationExtra.read(run) } };
}
