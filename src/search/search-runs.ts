import type { RunScenarios } from '../advise/trials.js';
import { say } from '../cli/message.js';
import { ProgressLine } from '../cli/progress-line.js';
import type { Terminal } from '../cli/terminal.js';
import type { RunRecord } from '../results/run-record.js';
import { SweepSource } from '../sweep/sweep-source.js';
import { SimulationPool } from '../workers/simulation-pool.js';
import type { RunLog } from './run-log.js';

/** Thrown where the user interrupts, to get out of a search. */
export class SearchInterrupted extends Error {}

/** Simulates what a search asks for, on all cores, and keeps each run. */
export class SearchRuns {
  /** Runs that are done, here or before. */
  done = 0;
  private readonly pool: SimulationPool;
  private readonly progress: ProgressLine;

  /** @param workers how many threads; 0 for one for each core */
  constructor(
    private readonly log: RunLog,
    private readonly terminal: Terminal,
    workers: number,
  ) {
    this.pool = new SimulationPool(workers);
    this.progress = new ProgressLine(terminal);
  }

  /**
   * Gives the record of each scenario, in their order. What was done before is not done again.
   *
   * @param stage what the search does, for the progress line
   * @throws SearchInterrupted if the user interrupts
   */
  readonly run: RunScenarios = async (scenarios) => {
    const records: RunRecord[] = [];
    const keep = (record: RunRecord): void => {
      records.push(record);
      this.done++;
    };
    while (records.length < scenarios.length) {
      const before = this.log.next();
      if (before === null) break;
      keep(before);
    }
    const { interruption } = this.terminal;
    if (records.length < scenarios.length) {
      const source = new SweepSource({
        runs: scenarios.slice(records.length).values(),
        interruption,
        scenarioOf: (scenario) => scenario,
        write: (_, record) => {
          this.log.add(record);
          keep(record);
        },
        onProgress: () => this.progress.show(this.progressText()),
      });
      await this.pool.drain(source);
    }
    if (records.length < scenarios.length) throw new SearchInterrupted();
    return records;
  };

  /** Says how many runs were done before, if some were. */
  sayResumed(): void {
    const { keptRuns } = this.log;
    if (keptRuns > 0) say(this.terminal, `resuming: ${keptRuns} runs done before`);
  }

  /** Says that the user has interrupted, and how the search goes on. */
  sayInterrupted(found = ''): void {
    this.clear();
    const hint = this.log.isKept && this.done > 0 ? '; --resume goes on' : '';
    say(this.terminal, `interrupted: ${this.done} runs done${found}${hint}`);
  }

  /** What the progress line says besides the number of runs. */
  stage = '';

  /** Takes the progress line away, and ends the threads. */
  async close(): Promise<void> {
    this.progress.clear();
    await this.pool.close();
  }

  /** Takes the progress line away, so that something can be said. */
  clear(): void {
    this.progress.clear();
  }

  private progressText(): string {
    return `${this.done} runs${this.stage === '' ? '' : `, ${this.stage}`}`;
  }
}
