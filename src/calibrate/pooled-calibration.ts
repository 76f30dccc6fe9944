import { say } from '../cli/message.js';
import { ProgressLine } from '../cli/progress-line.js';
import type { Terminal } from '../cli/terminal.js';
import type { Scenario } from '../engines/scenario.js';
import type { RunRecord } from '../results/run-record.js';
import { SimulationPool } from '../workers/simulation-pool.js';
import type { Calibration } from './calibrate.js';
import type { FitProgress } from './levenberg-marquardt.js';
import type { RunScenarios } from './shared-calibration.js';

/** Thrown where the user interrupts, to get out of the search. */
class Interrupted extends Error {}

/**
 * Calibrates in a pool with a progress line on the terminal.
 *
 * @returns null after an interruption, which it has told
 */
export async function onAllCores(
  workers: number,
  terminal: Terminal,
  fit: (
    runAll: RunScenarios,
    onImprovement: (progress: FitProgress) => void,
  ) => Promise<Calibration>,
): Promise<Calibration | null> {
  const pool = new SimulationPool(workers);
  const progress = new ProgressLine(terminal);
  let found = '';
  let ended = 0;
  const runAll = async (scenarios: readonly Scenario[]): Promise<readonly RunRecord[]> => {
    const records = await pool.run(scenarios, {
      interruption: terminal.interruption,
      onProgress: () => progress.show(`${++ended} runs${found}`),
    });
    if (terminal.interruption.aborted) throw new Interrupted();
    return records as RunRecord[];
  };
  try {
    return await fit(runAll, ({ evaluations, loss }) => {
      found = `, ${evaluations} hosts judged, loss ${loss.toFixed(3)}`;
    });
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    progress.clear();
    say(terminal, 'interrupted: no profile written');
    return null;
  } finally {
    progress.clear();
    await pool.close();
  }
}
