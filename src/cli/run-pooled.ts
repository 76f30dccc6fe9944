import type { RunRecord } from '../results/run-record.js';
import type { Scenario } from '../engines/scenario.js';
import { ProgressLine } from './progress-line.js';
import { say } from './message.js';
import type { Terminal } from './terminal.js';
import type { PoolRun, SimulationPool } from '../workers/simulation-pool.js';

/** Runs scenarios in a pool with a progress line. Runs that an interruption left out are undefined. */
export async function runPooled(
  pool: SimulationPool,
  scenarios: readonly Scenario[],
  terminal: Terminal,
  options: Pick<PoolRun, 'reports' | 'onFailure'> = {},
): Promise<(RunRecord | undefined)[]> {
  const progress = new ProgressLine(terminal);
  let ended = 0;
  const records = await pool.run(scenarios, {
    ...options,
    interruption: terminal.interruption,
    onProgress: (done) => {
      ended = done;
      progress.show(`${done} of ${scenarios.length} runs`);
    },
  });
  progress.clear();
  if (ended < records.length) {
    say(terminal, `interrupted: ${ended} of ${records.length} runs done`);
  }
  return records;
}
