import type { TraceListener } from '../migration/trace.js';
import { migrationProgressLines } from '../results/migration-progress.js';
import type { MigrationResult } from '../engines/migration-result.js';
import { traceLine } from '../results/trace-line.js';
import { InputError } from '../input/input-error.js';
import type { Scenario } from '../engines/scenario.js';
import { checkDistinct, checkOutputFile, OutputFile } from '../cli/output-file.js';
import type { RunOptions } from './options.js';

type RunFileNames = Pick<RunOptions, 'output' | 'trace' | 'migrationProgress'>;

/**
 * Checks before the work that each file can be written after it.
 *
 * @throws InputError naming the option whose file cannot be, is that of another, or is not of the engine
 */
export function checkRunFiles(names: RunFileNames, { vmm }: Scenario): void {
  if (names.migrationProgress !== null && vmm === 'qemu') {
    const problem = 'needs --vmm cloud-hypervisor';
    throw new InputError({ subject: '--migration-progress', problem });
  }
  const files = [
    ['--output', names.output],
    ['--trace', names.trace],
    ['--migration-progress', names.migrationProgress],
  ] as const;
  for (const [option, file] of files) checkOutputFile(file, option);
  checkDistinct(files);
}

/** What is written of each run while runs are made: their decisions, and their progress. */
export class RunFiles {
  private readonly traceFile: OutputFile | null;
  private readonly progressFile: OutputFile | null;

  constructor({ migrationProgress, trace }: RunFileNames) {
    this.traceFile = trace === null ? null : new OutputFile(trace, '--trace');
    this.progressFile =
      migrationProgress === null ? null : new OutputFile(migrationProgress, '--migration-progress');
  }

  /** What writes down the decisions of a run; undefined if nobody wants them. */
  listener(scenario: Scenario): TraceListener | undefined {
    const { traceFile } = this;
    if (traceFile === null) return undefined;
    return (timeMs, event) => traceFile.append(traceLine(scenario, timeMs, event));
  }

  /** Call when a run is done. */
  add(result: MigrationResult): void {
    if (this.progressFile === null) return;
    for (const line of migrationProgressLines(result)) this.progressFile.append(line);
  }

  /** Call when all runs are done. */
  commit(): void {
    this.traceFile?.commit();
    this.progressFile?.commit();
  }

  /** Call when there will be no results. */
  discard(): void {
    this.traceFile?.discard();
    this.progressFile?.discard();
  }
}
