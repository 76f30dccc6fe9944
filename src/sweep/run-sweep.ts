import { availableParallelism } from 'node:os';
import { type Shard, shardIndices, shardSize } from './shard.js';
import { runHash, type SweepRun } from './sweep-plan.js';
import { flatRecord } from '../documents/flat-record.js';
import type { SweepPlace } from '../results/sweep-place.js';
import { ProgressLine } from '../cli/progress-line.js';
import { say } from '../cli/message.js';
import type { Terminal } from '../cli/terminal.js';
import { SimulationPool } from '../workers/simulation-pool.js';
import type { SweepOptions } from './options.js';
import { counted } from './plan.js';
import { progressText } from '../cli/progress-text.js';
import type { RecordFormat } from './record-format.js';
import type { KeptResults } from './results-file.js';
import { openOutput } from './sweep-output.js';
import { pointSettings, type SweepScenarios } from './scenarios.js';
import { SweepSource } from './sweep-source.js';
import type { SweepViews } from './views.js';

export interface SweepJob {
  readonly scenarios: SweepScenarios;
  readonly shard: Shard;
  /** Null if the records themselves are not wanted. */
  readonly format: RecordFormat | null;
  readonly views: SweepViews;
  /** The size of the sweep in words. */
  readonly size: string;
  readonly options: SweepOptions;
  readonly terminal: Terminal;
}

/**
 * Runs a sweep or what is left of it, and writes each record in its turn.
 *
 * @returns whether all runs are done
 */
export async function runSweep(job: SweepJob): Promise<boolean> {
  const { scenarios, shard, options, terminal, views } = job;
  const { plan } = scenarios;
  const total = shardSize(plan.runs, shard);
  const cores = availableParallelism();
  const indices = shardIndices(plan.runs, shard, (index) => runHash(plan.run(index)));
  const id = scenarios.id();
  const output = openOutput(job, id, indices);
  say(terminal, `${job.size}${shardText(shard, total)}`);
  if (output.kept !== null) reportKept(output.kept, total, options.output, terminal);
  const keptRuns = output.kept?.runs ?? 0;
  const progress = new ProgressLine(terminal);
  const startedAt = performance.now();
  let written = keptRuns;
  const source = new SweepSource({
    runs: runsAt(indices, (index) => plan.run(index)),
    interruption: terminal.interruption,
    scenarioOf: (run) => {
      // Of very many points not all were checked before.
      for (const note of scenarios.newNotes(plan.pointOf(run))) say(terminal, `note: ${note}`);
      return scenarios.scenario(run);
    },
    write: (run, record) => {
      const place = placeOf(run, id, scenarios);
      output.write(place, record);
      views.take({ place, values: flatRecord({ sweep: place, ...record }) });
      written++;
    },
    onProgress: (doneHere) => {
      const elapsedMs = performance.now() - startedAt;
      progress.show(progressText(keptRuns + doneHere, total, { doneHere, elapsedMs }));
    },
  });
  try {
    if (total > keptRuns) await drain(source, Math.min(options.workers || cores, total - keptRuns));
    // Of a shard without runs the file has none.
    if (written === total) output.begin();
  } catch (error) {
    progress.clear();
    output.abandon();
    throw error;
  }
  progress.clear();
  output.close();
  if (written === total) return true;
  const goesOn = written > 0 && options.output !== null && job.format !== null;
  const hint = goesOn ? '; --resume goes on' : '';
  say(terminal, `interrupted: ${written} of ${counted(total, 'run')} done${hint}`);
  return false;
}

async function drain(source: SweepSource, workers: number): Promise<void> {
  const pool = new SimulationPool(workers);
  await pool.drain(source).finally(() => pool.close());
}

function placeOf(run: SweepRun, id: string, scenarios: SweepScenarios): SweepPlace {
  const { runs, shape } = scenarios.plan;
  return { id, run: run.number, runs, shape, point: pointSettings(run.point) };
}

function shardText({ index, count }: Shard, size: number): string {
  return count === 1 ? '' : `; shard ${index}/${count}: ${counted(size, 'run')}`;
}

function* runsAt(
  indices: Iterator<number>,
  runAt: (index: number) => SweepRun,
): Generator<SweepRun> {
  for (let next = indices.next(); !next.done; next = indices.next()) yield runAt(next.value);
}

function reportKept(
  { runs, isTorn }: KeptResults,
  total: number,
  output: string | null,
  terminal: Terminal,
): void {
  if (isTorn)
    say(terminal, `note: ${output}: the torn last line is removed, its run is done again`);
  say(terminal, `resuming: ${runs} of ${counted(total, 'run')} done before`);
}
