import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRecording } from '../../src/guestperf/recorded-scenario.js';
import { mean, median } from '../../src/statistics/summary.js';
import { parseGuestperfReport } from '../../src/guestperf/report-reader.js';
import type { GuestperfReport } from '../../src/guestperf/report-schema.js';
import { emptyReportSetting } from '../support/empty-report-setting.js';
import { simulatedReport } from '../../src/guestperf/simulated-report.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { packageRoot } from '../../src/profiles/package-root.js';
import { simulate } from '../../src/engines/simulate.js';

/** CPU time that the one vCPU used during the migration, percent of the time. */
function vcpuLoad({ progress_history, vcpu_timings }: GuestperfReport): number {
  const [start, end] = [progress_history[0].now, progress_history.at(-1)?.now ?? 0];
  const during = vcpu_timings.filter(
    ({ timestamp }) => timestamp > start - 1 && timestamp < end + 0.2,
  );
  const [first, last] = [during[0], during[during.length - 1]];
  return (last.value - first.value) / (last.timestamp - first.timestamp) / 10;
}

/** Recorded and predicted load; the prediction is the median of nine seeds, as that of other figures. */
function loads(name: string): { recorded: number; predicted: number } {
  const file = join(packageRoot(), 'test/support/recordings', `${name}.json`);
  const recorded = parseGuestperfReport(name, readFileSync(file, 'utf8'), 'TEST');
  const host = loadHostProfile('qemu-lab');
  const predicted = Array.from({ length: 9 }, (_, index) => {
    const run = simulate(readRecording(recorded, host).scenario('recorded', index + 1));
    return vcpuLoad(simulatedReport(run, emptyReportSetting));
  });
  return { recorded: vcpuLoad(recorded), predicted: median(predicted) };
}

test('the load of the vCPU in recorded migrations is predicted within 3 points on average', () => {
  // Guests that are not throttled, that are, and that are for long, with both versions of QEMU.
  const errors = [
    'A-w128d20-bw64-q72-r1',
    'C-w128d100-bw64-s10-q100-r1',
    'C-w128d100-bw64-s10-q72-r1',
    'CL-w320d50-bw32-s10-q100-r1',
    'CL-w320d50-bw32-s10-q72-r1',
    'H-hot10x90-w256d60-bw64-q72-r1',
    'L-w128d45-link64-dt100-q72-r1',
  ]
    .map(loads)
    .map(({ predicted, recorded }) => Math.abs(predicted - recorded));
  expect(mean(errors)).toBeLessThan(3);
});
