import type { MigrationResult, ProgressSample } from './result.js';

/** What guestperf prints with `--verbose` over one migration, in its order and widths. */
export function progressLines(result: MigrationResult): string[] {
  const { management } = result.scenario;
  return [
    `Sleeping ${management.sleepSeconds} seconds for initial guest workload run`,
    'Starting migration',
    ...result.samples.filter(isRunning).map(iterationLine),
    ...endingLines(result),
    'Finished migration',
  ];
}

/** guestperf returns on a terminal status before it prints. */
function isRunning({ status }: ProgressSample): boolean {
  return status === 'setup' || status === 'active';
}

/** printf's `Iter %d: remain %5dMB of %5dMB (total %5dMB @ %5dMb/sec)`. */
function iterationLine(sample: ProgressSample): string {
  const remain = field(sample.remainingBytes / 2 ** 20);
  const of = field(sample.totalBytes / 2 ** 20);
  const total = field(sample.transferredBytes / 2 ** 20);
  const rate = field(sample.megabitsPerSecond);
  return `Iter ${sample.iterations}: remain ${remain}MB of ${of}MB (total ${total}MB @ ${rate}Mb/sec)`;
}

function field(value: number): string {
  return String(Math.trunc(value)).padStart(5);
}

function endingLines(result: MigrationResult): string[] {
  const { management } = result.scenario;
  switch (result.status) {
    case 'completed':
      return [`Sleeping ${management.sleepSeconds} seconds for final guest workload run`];
    case 'cancelled':
      return result.reason === 'max-iters'
        ? [`No completion after ${management.maxIterations} iterations over RAM`]
        : [`No completion after ${management.maxTimeSeconds} seconds`];
    case 'failed':
      return [];
  }
}
