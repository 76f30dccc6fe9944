import type { MigrationResult } from '../engines/migration-result.js';
import { InputError } from '../input/input-error.js';
import type { Scenario } from '../engines/scenario.js';
import type { ReportSetting } from '../guestperf/reported-run.js';

/**
 * Checks before the work that `--format guestperf` is asked for one run of QEMU: a report is of one.
 *
 * @throws InputError if there are several, or of another engine
 */
export function checkOneRun(scenarios: readonly Scenario[]): void {
  const [{ vmm }] = scenarios;
  if (vmm !== 'qemu') throw refused(`is of QEMU's migrations only, not of --vmm ${vmm}`);
  if (scenarios.length === 1) return;
  throw refused(
    `is the report of one run, and these options ask for ${scenarios.length}: one load of ` +
      '--stress-mem and --repeat 1, or batch --output DIR, which writes a report for each run',
  );
}

function refused(problem: string): InputError {
  return new InputError({ subject: '--format', value: 'guestperf', problem });
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
