import type { VcpuClock } from '../guest/vcpu-clock.js';
import type { CopyLines } from '../guest/workload.js';
import { type Nanoseconds, ns, toMs } from '../sim/time.js';
import type { CopyTiming } from './migration-result.js';

/** A program that prints a line for each GiB that it has copied, and how long it ran before the migration. */
interface PrintingProgram {
  readonly vcpu: number;
  readonly ranBefore: Nanoseconds;
  readonly copyLines: CopyLines;
  /** Of its vCPU on the source. */
  readonly clock: VcpuClock;
  /** When it printed its last lines, if it printed any on the destination of a postcopy migration. */
  readonly onDestination: readonly Nanoseconds[];
}

/** The stress programs' "copied 1 GB" lines. It keeps neither the guest's memory nor its log. */
export class CopyTimings {
  /**
   * @param resumedAt when the vCPUs started on the destination; null if they did not
   * @param speed of the vCPUs, relative to that of the host profile
   */
  constructor(
    private readonly programs: readonly PrintingProgram[],
    private readonly resumedAt: Nanoseconds | null,
    private readonly speed: number,
  ) {}

  /** The lines of all programs, in order of time. */
  list(): readonly CopyTiming[] {
    const timings: CopyTiming[] = [];
    for (const program of this.programs) {
      const { copyLines, onDestination, vcpu } = program;
      const timeOf = (run: number): number => toMs(this.printedAt(run, program));
      const onSource = copyLines.runTimes.length - onDestination.length;
      let previous = copyLines.sweepsBeganAtRun === null ? 0 : timeOf(copyLines.sweepsBeganAtRun);
      for (const [line, run] of copyLines.runTimes.entries()) {
        const atMs = line < onSource ? timeOf(run) : toMs(onDestination[line - onSource]);
        timings.push({ vcpu, atMs, copyMs: atMs - previous });
        previous = atMs;
      }
    }
    return timings.sort((a, b) => a.atMs - b.atMs || a.vcpu - b.vcpu);
  }

  /** When a program had run for `run` in all. */
  private printedAt(run: number, { clock, ranBefore }: PrintingProgram): Nanoseconds {
    const { resumedAt, speed } = this;
    const sinceMigrate = ns(run - ranBefore);
    if (sinceMigrate <= 0) return sinceMigrate;
    const onSource = resumedAt === null ? Infinity : clock.runTimeAt(resumedAt) * speed;
    if (resumedAt === null || sinceMigrate <= onSource) {
      return clock.timeAtRun(ns(sinceMigrate / speed));
    }
    return ns(resumedAt + (sinceMigrate - onSource) / speed);
  }
}
