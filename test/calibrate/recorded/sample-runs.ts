import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CalibrationRun,
  readCalibrationRun,
} from '../../../src/calibrate/recorded/calibration-run.js';
import type { RunText } from '../../../src/calibrate/recorded/recorded-calibration.js';
import { simulate } from '../../../src/engines/simulate.js';
import { simulatedReport } from '../../../src/guestperf/simulated-report.js';
import { resolve, type Settings } from '../../../src/settings/resolve.js';
import { emptyReportSetting } from '../../support/empty-report-setting.js';
import { recordedDocument } from '../../support/recorded-reports.js';

const folder = 'test/support/recordings';

/** The ten recordings of real migrations. */
export const tenRecordings: readonly RunText[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ path: name, text: readFileSync(join(folder, name), 'utf8') }));

/** The recording whose name begins so. */
export function recording(name: string): RunText {
  const found = tenRecordings.find(({ path }) => path.startsWith(name));
  if (found === undefined) throw new RangeError(`no recording ${name}`);
  return found;
}

/** The answers of a real KVM migration. */
export function kvmSeries(name: string): RunText {
  return { path: name, text: readFileSync(join('test/observed/series', name), 'utf8') };
}

/** What guestperf would have written of a simulated run: without the `extra` block that says what it is. */
export function guestperfReportOf(path: string, settings: Settings): RunText {
  const scenario = resolve({ sleep: 30, ...settings }, { name: path, mode: 'real', repeat: 1 });
  const { extra: _, ...report } = simulatedReport(simulate(scenario), emptyReportSetting);
  return { path, text: JSON.stringify(report) };
}

/** A report of a few made-up answers. */
export function madeUpRun(
  path: string,
  changes: Readonly<Record<string, unknown>> = {},
): CalibrationRun {
  return readCalibrationRun(path, JSON.stringify(recordedDocument(changes)));
}
