import { lateList } from '../impossible-result.js';
import { Monitor } from '../../migration/monitor.js';
import type { TraceListener } from '../../migration/trace.js';
import { wholeMs, ns } from '../../sim/time.js';
import type { MigrationResult, RunMeasurements } from '../migration-result.js';
import type { CloudHypervisorScenario } from '../scenario.js';
import { assembleCloudHypervisor } from './cloud-hypervisor-assembly.js';
import {
  type CloudHypervisorParts,
  standardCloudHypervisorParts,
} from './cloud-hypervisor-parts.js';
import { CloudHypervisorQuery } from './cloud-hypervisor-query.js';
import type { CloudHypervisorContext } from './context.js';
import { MemoryLoop } from './memory-loop.js';
import type { SwitchoverReport } from './report.js';

const noSwitchover: SwitchoverReport = {
  steps: null,
  workerStop: null,
  finalTable: null,
  doublySentBytes: 0,
};

/** The course of a migration by Cloud Hypervisor. */
export class CloudHypervisorMigration {
  private readonly context: CloudHypervisorContext;
  private readonly query: CloudHypervisorQuery;
  private readonly monitor: Monitor;
  private setupTimeMs = 0;

  constructor(
    private readonly scenario: CloudHypervisorScenario,
    trace: TraceListener | null = null,
    private readonly parts: CloudHypervisorParts = standardCloudHypervisorParts,
    private readonly onlyFigures = false,
  ) {
    this.context = assembleCloudHypervisor(scenario, trace, parts);
    this.query = new CloudHypervisorQuery(this.context);
    const limits = { maxIterations: Infinity, maxTime: ns(Infinity) };
    this.monitor = new Monitor(this.context.clock, limits, (polledAtMs) =>
      this.query.progress(polledAtMs),
    );
    this.monitor.keepsAnswers = !onlyFigures;
    this.context.journal.keepsAll = !onlyFigures;
  }

  run(): MigrationResult {
    const { context } = this;
    const { guest, journal, rules, settings } = context;
    this.setUp();
    const isSparse = rules.sparseFirstPass && settings.sharedMemory;
    const firstTable = guest.firstTable(isSparse, context.clock.now);
    const loop = new MemoryLoop(context, () => this.passBegan()).run(firstTable);
    if (loop.outcome === 'timed-out') return this.failed(this.timeoutReason());
    this.passBegan();
    const switchover = new this.parts.Switchover(context);
    const done = switchover.run(loop.remaining, loop.iteration);
    if (done.outcome === 'deadlock') {
      return this.failed(
        'the DirtyLogWorker waits for a lock that its own thread holds; the guest stays paused',
      );
    }
    this.query.status = 'completed';
    journal.finish('Finished');
    this.monitor.finish();
    return Object.assign(this.measurements(done.report), {
      oracle: guest.oracle?.verdict() ?? null,
      status: 'completed' as const,
      downtime: done.downtime,
      stopCondition: loop.forcedBy,
      timeline: null,
    });
  }

  /** Until the dirty log is on. */
  private setUp(): void {
    const { clock, costs, guest, journal, tables, throttle } = this.context;
    clock.advanceBy(costs.connect);
    guest.sources.start(clock.now);
    clock.advanceBy(costs.startDirtyLog);
    journal.update({ phase: 'Started' });
    this.setupTimeMs = wholeMs(clock.now);
    this.query.status = 'active';
    throttle?.start();
    tables.start();
  }

  private passBegan(): void {
    this.query.passes++;
    this.monitor.afterSync();
  }

  private timeoutReason(): string {
    const { journal, settings } = this.context;
    return settings.timeout === null
      ? `not converged after ${journal.sentPasses} passes, and without a timeout it never ends`
      : `not converged after the timeout of ${settings.timeout} s`;
  }

  private failed(reason: string): MigrationResult {
    const { clock, guest, journal } = this.context;
    this.query.status = 'failed';
    guest.advance(clock.now);
    journal.finish('Failed');
    this.monitor.finish();
    return Object.assign(this.measurements(noSwitchover), { status: 'failed' as const, reason });
  }

  private measurements(switchover: SwitchoverReport): RunMeasurements {
    const { clock, connections, guest, journal, mainConnection, tables, throttle } = this.context;
    const samples = lateList('samples', this.monitor.samples);
    const timings = lateList('copyTimings', this.onlyFigures ? null : guest.copies());
    return {
      scenario: this.scenario,
      totalTimeMs: wholeMs(clock.now),
      setupTimeMs: this.setupTimeMs,
      dirtySyncCount: journal.lastPass?.iteration ?? 0,
      maxThrottlePercent: throttle?.percent ?? 0,
      transferredBytes: connections.bytesOnWire + mainConnection.bytesOnWire,
      history: this.monitor.history,
      get samples() {
        return samples();
      },
      get copyTimings() {
        return timings();
      },
      guestSpeedPercent: guest.speedPercent(clock.now),
      pause: null,
      oracle: null,
      cloudHypervisor: {
        passes: journal.passes,
        progress: this.onlyFigures ? [] : journal.progress,
        iterationEvents: journal.iterationEvents,
        meanOverheadMs: journal.meanOverheadMs,
        harvests: tables.harvests,
        dirtyPagesPerSecond: journal.dirtyPagesPerSecond,
        ...switchover,
      },
    };
  }
}
