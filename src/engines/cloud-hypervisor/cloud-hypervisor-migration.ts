import { PausedRunClock } from '../../guest/paused-run-clock.js';
import { Link } from '../../host/link.js';
import { SharedLink } from '../../host/shared-link.js';
import { PAGE_BYTES, PAGES_PER_GIB } from '../../memory/units.js';
import type { CloudHypervisorCosts } from './costs.js';
import { DirectTables, type DirtyTables } from './dirty-tables.js';
import { MigrationJournal } from './journal.js';
import type { MemoryConnections } from './memory-connections.js';
import { MemoryLoop, type LoopOutcome } from './memory-loop.js';
import { MemoryMetrics } from './memory-metrics.js';
import type { CloudHypervisorReport } from './report.js';
import type { SwitchoverOutcome } from './switchover.js';
import { VcpuThrottle } from './vcpu-throttle.js';
import { Monitor } from '../../migration/monitor.js';
import type { TraceListener } from '../../migration/trace.js';
import type { MigrationResult, RunMeasurements } from '../migration-result.js';
import { type CloudHypervisorRules, cloudHypervisorRules } from './cloud-hypervisor-rules.js';
import type { CloudHypervisorScenario } from '../scenario.js';
import { RandomStreams } from '../../sim/random-stream.js';
import { NS_PER_MS, NS_PER_S, wholeMs, ns } from '../../sim/time.js';
import { VirtualClock } from '../../sim/virtual-clock.js';
import { CloudHypervisorGuest } from './cloud-hypervisor-guest.js';
import { cloudHypervisorCosts } from './cloud-hypervisor-model.js';
import {
  type CloudHypervisorParts,
  standardCloudHypervisorParts,
} from './cloud-hypervisor-parts.js';
import { CloudHypervisorQuery } from './cloud-hypervisor-query.js';
import { linkParameters } from '../host-model.js';

/** A harvest that fails does so among the first ones. */
const FAILING_HARVESTS = 30;

/** How Cloud Hypervisor puts the parts of a migration together. */
export class CloudHypervisorMigration {
  private readonly rules: CloudHypervisorRules;
  private readonly clock = new VirtualClock();
  private readonly vcpuClock = new PausedRunClock();
  private readonly guest: CloudHypervisorGuest;
  private readonly costs: CloudHypervisorCosts;
  private readonly connections: MemoryConnections;
  private readonly mainConnection: MemoryConnections;
  private readonly tables: DirtyTables;
  private readonly throttle: VcpuThrottle | null;
  private readonly journal: MigrationJournal;
  private readonly monitor: Monitor;
  private readonly query: CloudHypervisorQuery;

  constructor(
    private readonly scenario: CloudHypervisorScenario,
    private readonly trace: TraceListener | null = null,
    private readonly parts: CloudHypervisorParts = standardCloudHypervisorParts,
  ) {
    const { settings, version } = scenario;
    const host = scenario.host.numbers;
    const streams = new RandomStreams(scenario.seed, scenario.repeat);
    this.rules = cloudHypervisorRules[version];
    this.guest = new CloudHypervisorGuest(scenario, streams, this.vcpuClock, parts);
    const { memory, oracle } = this.guest;
    const ramGib = memory.totalPages / PAGES_PER_GIB;
    this.costs = cloudHypervisorCosts(host, ramGib, settings.cpus, settings.connections);
    const link = new SharedLink(new Link(linkParameters(host), streams.stream('link')));
    const bytesPerNs = (host.connectionGbitPerSecond * 1e9) / 8 / NS_PER_S;
    const connect = (connections: number): MemoryConnections =>
      new parts.MemoryConnections(
        link,
        { ...this.rules, connections, bytesPerNs },
        this.costs,
        oracle,
      );
    this.connections = connect(settings.connections);
    this.mainConnection = connect(1);
    this.tables = this.dirtyTables(streams);
    this.throttle =
      this.rules.throttle === null
        ? null
        : new VcpuThrottle(this.clock, this.vcpuClock, this.rules.throttle, this.costs);
    this.journal = new MigrationJournal(settings.downtime ?? 0, memory.totalPages * PAGE_BYTES);
    const { clock, connections, journal, throttle } = this;
    this.query = new CloudHypervisorQuery({ clock, connections, journal, throttle });
    const limits = { maxIterations: Infinity, maxTime: ns(Infinity) };
    this.monitor = new Monitor(clock, limits, (polledAtMs) => this.query.progress(polledAtMs));
  }

  run(): MigrationResult {
    const { clock, connections, costs, guest, journal, rules, scenario, tables, throttle } = this;
    clock.advanceBy(costs.connect);
    const metrics = new MemoryMetrics(clock.now, rules.keepsBandwidth);
    guest.sources.start(clock.now);
    clock.advanceBy(costs.startDirtyLog);
    journal.update({ atMs: clock.now / NS_PER_MS, phase: 'Started' });
    const setupTimeMs = wholeMs(clock.now);
    this.query.status = 'active';
    throttle?.start();
    tables.start();
    const loop = new MemoryLoop(
      {
        clock,
        connections,
        journal,
        metrics,
        tables,
        throttle,
        trace: this.trace,
        onPass: () => this.passBegan(),
      },
      rules,
      scenario.settings,
    );
    const isSparse = rules.sparseFirstPass && scenario.settings.sharedMemory;
    const outcome = loop.run(guest.firstTable(isSparse, clock.now));
    if (outcome.outcome === 'timed-out') return this.timedOut(setupTimeMs);
    return this.switchOver(outcome, metrics, setupTimeMs);
  }

  private switchOver(
    { forcedBy, iteration, remaining }: Extract<LoopOutcome, { outcome: 'switchover' }>,
    metrics: MemoryMetrics,
    setupTimeMs: number,
  ): MigrationResult {
    const { clock, connections, costs, guest, journal, mainConnection } = this;
    const { sources } = guest;
    const { workerFault } = this.scenario.settings;
    this.passBegan();
    const switchover = new this.parts.Switchover(
      {
        clock,
        connections,
        mainConnection,
        sources,
        metrics,
        journal,
        tables: this.tables,
        throttle: this.throttle,
        afterSnapshot: workerFault === null ? new DirectTables(clock, sources, costs) : null,
        pause: (now) => guest.pause(now),
        drain: (now) => guest.drain(now),
      },
      this.rules,
      costs,
    );
    const done = switchover.run(remaining, iteration);
    if (done.outcome === 'deadlock') return this.deadlocked(setupTimeMs);
    this.query.status = 'completed';
    journal.finish(clock.now / NS_PER_MS, 'Finished');
    this.monitor.finish();
    return {
      ...this.measurements(setupTimeMs, done),
      oracle: guest.oracle?.verdict() ?? null,
      status: 'completed',
      downtime: done.downtime,
      stopCondition: forcedBy,
      timeline: null,
    };
  }

  private timedOut(setupTimeMs: number): MigrationResult {
    const { timeout: timeoutSeconds } = this.scenario.settings;
    return this.failed(
      setupTimeMs,
      timeoutSeconds === null
        ? `not converged after ${this.journal.passes.length} passes, and without a timeout it never ends`
        : `not converged after the timeout of ${timeoutSeconds} s`,
    );
  }

  private deadlocked(setupTimeMs: number): MigrationResult {
    return this.failed(
      setupTimeMs,
      'the DirtyLogWorker waits for a lock that its own thread holds; the guest stays paused',
    );
  }

  private failed(setupTimeMs: number, reason: string): MigrationResult {
    const { clock, guest, journal, monitor } = this;
    this.query.status = 'failed';
    guest.advance(clock.now);
    journal.finish(clock.now / NS_PER_MS, 'Failed');
    monitor.finish();
    return { ...this.measurements(setupTimeMs, null), status: 'failed', reason };
  }

  private measurements(
    setupTimeMs: number,
    done: Extract<SwitchoverOutcome, { outcome: 'completed' }> | null,
  ): RunMeasurements {
    return {
      scenario: this.scenario,
      totalTimeMs: wholeMs(this.clock.now),
      setupTimeMs,
      dirtySyncCount: this.journal.passes.at(-1)?.iteration ?? 0,
      maxThrottlePercent: this.throttle?.percent ?? 0,
      transferredBytes: this.connections.bytesOnWire + this.mainConnection.bytesOnWire,
      history: this.monitor.history,
      samples: this.monitor.samples,
      copyTimings: this.guest.copyTimings(),
      guestSpeedPercent: this.guest.speedPercent(this.clock.now),
      pause: null,
      oracle: null,
      cloudHypervisor: this.report(done),
    };
  }

  private report(
    done: Extract<SwitchoverOutcome, { outcome: 'completed' }> | null,
  ): CloudHypervisorReport {
    const { journal, tables } = this;
    return {
      passes: journal.passes,
      progress: journal.progress,
      iterationEvents: journal.iterationEvents,
      meanOverheadMs: journal.meanOverheadMs,
      harvests: tables.harvests,
      dirtyPagesPerSecond: journal.dirtyPagesPerSecond,
      steps: done?.steps ?? null,
      workerStop: done?.workerStop ?? null,
      finalTable: done?.finalTable ?? null,
      doublySentBytes: done?.doublySentBytes ?? 0,
    };
  }

  private dirtyTables(streams: RandomStreams): DirtyTables {
    const { clock, costs, rules } = this;
    const { sources } = this.guest;
    if (!rules.dirtyLogWorker) return new DirectTables(clock, sources, costs);
    const { workerFault } = this.scenario.settings;
    const failingHarvest =
      1 + Math.floor(streams.stream('worker-fault').uniform() * FAILING_HARVESTS);
    return new this.parts.DirtyLogWorker(
      clock,
      sources,
      costs,
      workerFault === null ? null : { kind: workerFault, failingHarvest },
    );
  }

  private passBegan(): void {
    this.query.passes++;
    this.monitor.afterSync();
  }
}
