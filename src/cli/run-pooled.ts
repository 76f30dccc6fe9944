import type { RunRecord } from '../report/run-record.js';
import type { Scenario } from '../scenario/scenario.js';
import { ProgressLine } from './progress-line.js';
import type { Terminal } from './terminal.js';
import type { SimulationPool } from './workers/simulation-pool.js';

/** Runs scenarios in a pool with a progress line. Runs that an interruption left out are undefined. */
export async function runPooled(
  pool: SimulationPool,
  scenarios: readonly Scenario[],
  terminal: Terminal,
): Promise<(RunRecord | undefined)[]> {
  const progress = new ProgressLine(terminal);
  const records = await pool.run(scenarios, {
    interruption: terminal.interruption,
    onProgress: (done) => progress.show(`${done} of ${scenarios.length} runs`),
  });
  progress.clear();
  const done = records.filter((record) => record !== undefined).length;
  if (done < records.length) {
    terminal.err.write(`interrupted: ${done} of ${records.length} runs done\n`);
  }
  return records;
}
