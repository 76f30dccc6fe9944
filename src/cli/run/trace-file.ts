import type { TraceListener } from '../../migration/trace.js';
import { traceLine } from '../../report/trace-line.js';
import type { Scenario } from '../../scenario/scenario.js';
import { AtomicFile } from '../atomic-file.js';

/** The file of `--trace`: each decision of each run, one a line. */
export class TraceFile {
  private readonly file: AtomicFile;

  constructor(path: string) {
    this.file = new AtomicFile(path, '--trace');
  }

  /** What writes down the decisions of a run. */
  listener(scenario: Scenario): TraceListener {
    return (timeMs, event) => this.file.append(traceLine(scenario, timeMs, event));
  }

  /** Call when all runs are done. */
  commit(): void {
    this.file.commit();
  }

  /** Call when there will be no results. */
  discard(): void {
    this.file.discard();
  }
}
