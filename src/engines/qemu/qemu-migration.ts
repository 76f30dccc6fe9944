import { RunClock } from '../../guest/run-clock.js';
import { Link } from '../../host/link.js';
import { MIB } from '../../memory/units.js';
import { BandwidthWindow } from '../../migration/bandwidth-window.js';
import { DirectMerge, type BitmapMerge } from '../../migration/bitmap-merge.js';
import type { MigrationContext } from '../../migration/context.js';
import type { DirtyLimit } from './features/dirty-limit/dirty-limit.js';
import type { DirtySync } from '../../migration/dirty-sync.js';
import type { Downtime } from '../../migration/downtime.js';
import type { FreePagePolicy } from './features/free-page/free-page-policy.js';
import { Monitor, monitorLimits } from '../../migration/monitor.js';
import { Oracle } from '../../migration/oracle.js';
import { Precopy, type PrecopyOutcome } from '../../migration/precopy.js';
import type { MigrationStatus } from '../../migration/progress.js';
import { RateLimit } from '../../migration/rate-limit.js';
import { RingReaper } from '../../migration/ring-reaper.js';
import { SwitchoverTimeline } from '../../migration/switchover-timeline.js';
import type { TraceListener } from '../../migration/trace.js';
import type {
  MigrationResult,
  PostcopyMeasurements,
  RunMeasurements,
} from '../migration-result.js';
import { dirtyTracking } from './features/dirty-limit/dirty-ring.js';
import { hostParameterValues } from '../../profiles/host-profile.js';
import type { QemuScenario } from '../scenario.js';
import { RandomStreams } from '../../sim/random-stream.js';
import { NS_PER_MS, NS_PER_S, NS_PER_US, type Nanoseconds, wholeMs } from '../../sim/time.js';
import { backgroundSyncTarget } from './features/background-sync/background-sync-target.js';
import { assembleContext } from './context-assembly.js';
import {
  backgroundSync,
  convergenceStrategy,
} from './features/auto-converge/convergence-assembly.js';
import {
  type AssembledEncodings,
  assembleEncodings,
  encodingReports,
} from './encoding-assembly.js';
import { freePagePolicy } from './features/free-page/free-page-assembly.js';
import { AssembledGuest } from '../guest-assembly.js';
import { linkParameters } from '../host-model.js';
import { runPostcopy } from './features/postcopy/postcopy-assembly.js';
import { standardParts, type TransferParts } from './qemu-parts.js';
import { QemuQuery } from './qemu-query.js';
import { type QemuRules, qemuRules } from './qemu-rules.js';
import {
  assembleDirtyLimit,
  assembleRings,
  ringReport,
} from './features/dirty-limit/ring-assembly.js';
import { StopAssembly } from './features/stop-conditions/stop-assembly.js';
import { type AssembledTransfer, assembleTransfer } from './features/multifd/transfer-assembly.js';

/** How QEMU puts the parts of a migration together. */
export class QemuMigration {
  private readonly rules: QemuRules;
  private readonly runClock: RunClock;
  private readonly assembled: AssembledGuest;
  private readonly oracle: Oracle | null;
  private readonly context: MigrationContext;
  private readonly window: BandwidthWindow;
  private readonly dirtySync: DirtySync;
  private readonly reaper: RingReaper | null;
  private readonly dirtyLimit: DirtyLimit | null;
  private readonly query: QemuQuery;
  private readonly monitor: Monitor;
  private readonly stop: StopAssembly;
  private readonly link: Link;
  private encodings: AssembledEncodings | null = null;
  private readonly timeline = new SwitchoverTimeline();
  private status: MigrationStatus = 'setup';
  private postcopy: PostcopyMeasurements | null = null;

  constructor(
    private readonly scenario: QemuScenario,
    trace: TraceListener | null = null,
    private readonly parts: TransferParts = standardParts,
  ) {
    this.rules = qemuRules(scenario.version);
    const host = hostParameterValues(scenario.host);
    const streams = new RandomStreams(scenario.seed, scenario.repeat);
    this.runClock = new RunClock(host.throttleOversleepUs * NS_PER_US);
    this.assembled = new AssembledGuest(scenario, host, streams, this.runClock);
    const { memory, speed } = this.assembled;
    const rings = assembleRings(scenario, this.assembled.programs(), this.runClock, speed);
    this.oracle = scenario.verify ? new Oracle(memory) : null;
    this.link = new Link(linkParameters(host), streams.stream('link'));
    const tracking = dirtyTracking(scenario.dirtyLog, scenario.hardware.dirtyRingSize);
    this.context = assembleContext(scenario, {
      guest: this.assembled.guest(this.oracle, rings),
      log: new parts.DirtyLog(tracking, memory),
      link: this.link,
      observer: this.oracle,
      trace,
    });
    const { maxIterations, maxTimeSeconds } = scenario.management;
    this.window = new BandwidthWindow(scenario.migration.downtimeLimitMs, 0, 0);
    this.reaper = rings && new RingReaper(this.context, rings);
    this.dirtyLimit = assembleDirtyLimit(scenario, this.context, this.reaper);
    this.dirtySync = new parts.DirtySync(
      this.context,
      this.bitmapMerge(),
      convergenceStrategy(scenario.migration, this.runClock, this.context, this.dirtyLimit),
    );
    this.stop = new StopAssembly(scenario, this.context, this.window);
    this.query = new QemuQuery({
      context: this.context,
      window: this.window,
      runClock: this.runClock,
      dirtyLimit: this.dirtyLimit,
      showsDeviceState: this.rules.showsDeviceState,
    });
    this.monitor = new Monitor(
      this.context.clock,
      monitorLimits(maxIterations, maxTimeSeconds),
      (polledAtMs) => this.query.migrate(this.status, polledAtMs),
      this.stop.pollPause,
      (polledAtMs) => this.query.cpuTimes(polledAtMs),
      this.stop.pollPostcopy,
    );
    this.stop.startOperator(this.monitor);
  }

  run(): MigrationResult {
    const { scenario, context, dirtySync, monitor } = this;
    const target = backgroundSyncTarget(context, dirtySync, this.runClock, (now) =>
      this.syncInBackground(now),
    );
    const background = backgroundSync(scenario.migration, context, target, this.dirtyLimit);
    if (scenario.migration.backgroundSync === 'merged') background?.start();
    context.log.start();
    this.reaper?.start();
    context.clock.advanceBy(this.logStartTime());
    const freePages = this.freePages();
    dirtySync.sync('setup');
    freePages?.setup();
    const setupTimeMs = wholeMs(context.clock.now);
    if (scenario.migration.backgroundSync !== 'merged') background?.start();
    this.status = 'active';
    monitor.afterSync();
    const transfer = this.assembleTransfer();
    const outcome = this.continued(this.assemblePrecopy(transfer).run(), transfer);
    this.status = outcome.status;
    // A guest that was not stopped has worked since the last look at its log.
    context.guest.advance(context.clock.now);
    monitor.finish();
    if (outcome.status === 'completed') {
      const oracle = this.oracle?.verdict() ?? null;
      const { status, stopCondition } = outcome;
      const downtime = this.stop.untilContinued(outcome.downtime, monitor);
      const timeline = this.timeline.timeline(context.clock.now);
      // After a switch to postcopy it has run there already.
      if (this.postcopy === null) this.runOnDestination(downtime);
      const measurements = this.measurements(setupTimeMs);
      return { ...measurements, oracle, status, downtime, stopCondition, timeline };
    }
    return {
      ...this.measurements(setupTimeMs),
      status: 'cancelled',
      reason: monitor.cancelReason ?? 'max-time',
    };
  }

  private assembleTransfer(): AssembledTransfer {
    const { assembled, context, dirtySync, link, oracle, parts, scenario, timeline } = this;
    this.encodings = assembleEncodings(scenario, context, assembled, oracle, dirtySync, parts);
    return assembleTransfer(scenario, context, link, parts, timeline, this.encodings?.encodings);
  }

  private assemblePrecopy({ sender, state }: AssembledTransfer): Precopy {
    const { context, dirtySync, monitor, parts, rules, scenario, window } = this;
    const bytesPerSecond = scenario.migration.bandwidthMibPerSecond * MIB;
    return new Precopy(
      context,
      {
        window,
        rateLimit: new RateLimit(bytesPerSecond, rules.countsFlushedBytes),
        dirtySync,
        sender,
        completion: new parts.Completion(
          context,
          sender,
          dirtySync,
          { ...rules.completion, waitsForDestination: scenario.postcopy !== undefined },
          state,
          this.timeline,
        ),
        monitor,
        control: this.stop.control,
        postcopy: scenario.postcopy === undefined ? null : this.stop.postcopy,
      },
      rules.pending,
    );
  }

  /** guestperf lets the workload run for `sleep - 1` seconds more when it has seen the end. */
  private runOnDestination({ blackoutMs }: Downtime): void {
    const { clock, guest } = this.context;
    const started = (guest.stoppedAt ?? clock.now) + blackoutMs * NS_PER_MS;
    this.assembled.continueOnDestination(started, this.shutDownAt());
  }

  /** When guestperf shuts the guest down, if the migration ends now. */
  private shutDownAt(): Nanoseconds {
    const seconds = Math.max(0, this.scenario.management.sleepSeconds - 1);
    return this.monitor.seesEndAt(this.context.clock.now) + seconds * NS_PER_S;
  }

  /** The outcome of a precopy loop that may have ended with the switch to postcopy. */
  private continued(
    outcome: PrecopyOutcome,
    transfer: AssembledTransfer,
  ): Exclude<PrecopyOutcome, { readonly status: 'postcopy' }> {
    if (outcome.status !== 'postcopy') return outcome;
    const { assembled, context, dirtySync, monitor, parts, scenario, window } = this;
    if (scenario.postcopy === undefined) throw new RangeError('postcopy was not asked for');
    const { isComplete, downtime, measurements } = runPostcopy(
      scenario,
      scenario.postcopy,
      {
        ...transfer,
        context,
        assembled,
        dirtySync,
        window,
        isCancelled: () => monitor.cancelReason !== null,
        setStatus: (status) => void (this.status = status),
        afterSync: () => monitor.afterSync(),
        shutDownAt: () => this.shutDownAt(),
      },
      parts,
    );
    this.postcopy = measurements;
    if (!isComplete) return { status: 'cancelled' };
    return { status: 'completed', downtime, stopCondition: outcome.by };
  }

  private measurements(setupTimeMs: number): RunMeasurements {
    const { clock, counters } = this.context;
    return {
      scenario: this.scenario,
      totalTimeMs: wholeMs(clock.now),
      setupTimeMs,
      dirtySyncCount: counters.dirtySyncCount,
      maxThrottlePercent: counters.maxThrottlePercent,
      transferredBytes: counters.transferredBytes,
      history: this.monitor.history,
      samples: this.monitor.samples,
      copyTimings: this.assembled.copyTimings(this.context.guest.rings),
      cpu: {
        samples: this.monitor.cpuSamples,
        end: this.query.cpuTimes(clock.now / NS_PER_MS),
        vcpuShares: this.assembled.vcpuShares,
      },
      guestSpeedPercent: this.context.guest.speedPercent(
        clock.now,
        hostParameterValues(this.scenario.host).writeFaultNs,
      ),
      pause: this.stop.pauseReport(),
      ...(this.scenario.postcopy !== undefined && { postcopy: this.postcopy }),
      ...ringReport(this.context.guest.rings),
      oracle: null,
      ...encodingReports(this.encodings),
    };
  }

  private bitmapMerge(): BitmapMerge {
    const threeBitmaps = this.scenario.migration.backgroundSync === 'v1';
    return threeBitmaps
      ? new this.parts.IterationBitmaps(this.assembled.memory)
      : new DirectMerge();
  }

  /** Protecting what the guest has touched, where logging starts with it. */
  private logStartTime(): Nanoseconds {
    const pageNs = this.scenario.host.logStartPageNs?.value ?? 0;
    return pageNs === 0 ? 0 : pageNs * this.assembled.contentPages();
  }

  private freePages(): FreePagePolicy | null {
    const { assembled, context, dirtySync, scenario } = this;
    return freePagePolicy(scenario, context, dirtySync, assembled.freeMemory(), (now) =>
      this.syncInBackground(now),
    );
  }

  /** A sync by somebody else than the migration thread; returns when it ends. */
  private syncInBackground(now: Nanoseconds): Nanoseconds {
    const end = this.dirtySync.syncInBackground(now);
    this.monitor.afterSync();
    return end;
  }
}
