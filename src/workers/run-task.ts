import type { ReportSetting } from '../guestperf/reported-run.js';
import { reportText } from '../guestperf/report-text.js';
import { simulatedReport } from '../guestperf/simulated-report.js';
import { runRecord } from '../results/run-record.js';
import type { Scenario } from '../engines/scenario.js';
import { simulate } from '../engines/simulate.js';
import { reviveStrategy } from '../strategies/load-strategy.js';
import { failed, type RunAnswer } from './run-answer.js';

/** A scenario to run, and what its guestperf report is to say; null if no report is wanted. */
export interface RunTask {
  readonly scenario: Scenario;
  readonly setting: ReportSetting | null;
}

/** Runs a task. A scenario that fails to run is a failure, and not the end of the others. */
export function runTask({ scenario, setting }: RunTask): RunAnswer {
  try {
    if ('strategy' in scenario && scenario.strategy) reviveStrategy(scenario.strategy);
    const result = simulate(scenario, { onlyFigures: setting === null });
    const report = setting === null ? null : reportText(simulatedReport(result, setting));
    return { record: runRecord(result), report };
  } catch (error) {
    return failed(error);
  }
}
