import type { MigrationResult } from '../engines/migration-result.js';
import { InputError } from '../input/input-error.js';
import type { Scenario } from '../engines/scenario.js';
import type { ReportSetting } from '../guestperf/report-setting.js';

/**
 * Checks before the work that `--format guestperf` is asked for one run of QEMU: a report is of one.
 *
 * @throws InputError if there are several, or of another engine
 */
export function checkOneRun(scenarios: readonly Scenario[]): void {
  if (scenarios[0].vmm !== 'qemu') {
    throw new InputError({
      subject: '--format',
      value: 'guestperf',
      problem: `is of QEMU's migrations only, not of --vmm ${scenarios[0].vmm}`,
    });
  }
  if (scenarios.length === 1) return;
  throw new InputError({
    subject: '--format',
    value: 'guestperf',
    problem:
      `is the report of one run, and these options ask for ${scenarios.length}: one load of ` +
      '--stress-mem and --repeat 1, or batch --output DIR, which writes a report for each run',
  });
}

/** The report of a run, as guestperf.py prints it. */
export async function guestperfReportText(
  result: MigrationResult,
  setting: ReportSetting,
): Promise<string> {
  const [{ simulatedReport }, { reportText }] = await Promise.all([
    import('../guestperf/simulated-report.js'),
    import('../guestperf/report-text.js'),
  ]);
  return reportText(simulatedReport(result, setting));
}
