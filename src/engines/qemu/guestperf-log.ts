import type { PausePlan } from '../../migration/stop-condition-names.js';
import type { ResultOf } from '../engine.js';
import type { MigrationResult, ProgressSample } from '../migration-result.js';
import type { QemuScenario } from '../scenario.js';
import { encodingLog } from './encoding-log.js';
import { postcopyOf } from './features/postcopy/postcopy.js';
import { pausePlanOf } from './features/stop-conditions/settings.js';

/**
 * What guestperf prints over one migration with `--verbose`, in its order and widths; behind that what
 * encodings did.
 */
export function guestperfLog(result: ResultOf<QemuScenario>): string[] {
  const { scenario } = result;
  return [
    `Sleeping ${scenario.settings.sleep} seconds for initial guest workload run`,
    'Starting migration',
    ...runningLines(result, scenario),
    ...endingLines(result, scenario.settings),
    'Finished migration',
    ...encodingLog(result),
  ];
}

/** The iteration lines, and between them those of what guestperf did to the guest, at its time. */
function runningLines(
  { pause, postcopy, samples }: MigrationResult,
  scenario: QemuScenario,
): string[] {
  const running = samples.filter(isRunning);
  const lines = running.map(iterationLine);
  const before = (time: number): number =>
    running.filter(({ durationMs }) => durationMs <= time).length;
  const pauseLine = pausingLine(pausePlanOf(scenario.settings));
  if (pause !== null && pauseLine !== null) {
    return lines.toSpliced(before(pause.atMs), 0, pauseLine);
  }
  const iterations = postcopyOf(scenario)?.startAtIterations ?? null;
  if (iterations === null || !postcopy) return lines;
  const switchLine = `Switching to post-copy after ${iterations} iterations`;
  return lines.toSpliced(before(postcopy.startedMs), 0, switchLine);
}

function pausingLine(plan: PausePlan | null): string | null {
  if (plan === null) return null;
  return plan.at === 'iterations'
    ? `Pausing VM after ${plan.iterations} iterations`
    : `Pausing VM after ${plan.seconds} seconds`;
}

/** guestperf returns on a terminal status before it prints. */
function isRunning({ status }: ProgressSample): boolean {
  return status !== 'completed' && status !== 'cancelled' && status !== 'failed';
}

/** printf's `Iter %d: remain %5dMB of %5dMB (total %5dMB @ %5dMb/sec)`. */
function iterationLine(sample: ProgressSample): string {
  const remain = field(sample.remainingBytes / 2 ** 20);
  const of = field(sample.totalBytes / 2 ** 20);
  const total = field(sample.transferredBytes / 2 ** 20);
  const rate = field(sample.megabitsPerSecond);
  return `Iter ${sample.dirtySyncCount}: remain ${remain}MB of ${of}MB (total ${total}MB @ ${rate}Mb/sec)`;
}

function field(value: number): string {
  return String(Math.trunc(value)).padStart(5);
}

function endingLines(result: MigrationResult, settings: QemuScenario['settings']): string[] {
  switch (result.status) {
    case 'completed':
      return [`Sleeping ${settings.sleep} seconds for final guest workload run`];
    case 'cancelled':
      if (result.reason === 'max-iters') {
        return [`No completion after ${settings.maxIters} iterations over RAM`];
      }
      return result.reason === 'max-time'
        ? [`No completion after ${settings.maxTime} seconds`]
        : [];
    case 'failed':
      return [];
  }
}
