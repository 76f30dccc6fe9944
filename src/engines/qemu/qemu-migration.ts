import type { PrecopyOutcome } from '../../migration/precopy.js';
import type { TraceListener } from '../../migration/trace.js';
import { NS_PER_MS, NS_PER_S, type Nanoseconds, wholeMs, ns } from '../../sim/time.js';
import type {
  MigrationResult,
  PostcopyMeasurements,
  RunMeasurements,
} from '../migration-result.js';
import type { QemuScenario } from '../scenario.js';
import { compressionReport } from './features/compression/compression-assembly.js';
import { ringReport } from './features/dirty-limit/dirty-limit-assembly.js';
import { runPostcopy } from './features/postcopy/postcopy-assembly.js';
import { xbzrleReport } from './features/xbzrle/xbzrle-assembly.js';
import { assembleQemu, type QemuAssembly } from './qemu-assembly.js';
import { lateList } from '../impossible-result.js';
import { standardParts, type TransferParts } from './qemu-parts.js';

/** The course of a migration by QEMU. */
export class QemuMigration {
  private readonly assembly: QemuAssembly;
  private postcopy: PostcopyMeasurements | null = null;

  constructor(
    private readonly scenario: QemuScenario,
    trace: TraceListener | null = null,
    private readonly parts: TransferParts = standardParts,
    private readonly onlyFigures = false,
  ) {
    this.assembly = assembleQemu(scenario, trace, parts);
    this.assembly.monitor.keepsAnswers = !onlyFigures;
  }

  run(): MigrationResult {
    const { assembled, context, monitor, query } = this.assembly;
    const { oracle, precopy, stop, timeline } = this.assembly;
    const setupTimeMs = this.begin();
    const outcome = this.continued(precopy.run());
    query.status = outcome.status;
    // A guest that was not stopped has worked since the last look at its log.
    context.guest.advance(context.clock.now);
    monitor.finish();
    if (outcome.status === 'cancelled') {
      const reason = monitor.cancelReason ?? 'max-time';
      return Object.assign(this.measurements(setupTimeMs), {
        status: 'cancelled' as const,
        reason,
      });
    }
    const verdict = oracle?.verdict() ?? null;
    const { status, stopCondition } = outcome;
    const downtime = stop.untilContinued(outcome.downtime, monitor);
    // After a switch to postcopy the guest has run on the destination already.
    if (this.postcopy === null) {
      const stopped = context.guest.stoppedAt ?? context.clock.now;
      const started = ns(stopped + downtime.blackoutMs * NS_PER_MS);
      assembled.continueOnDestination(started, this.shutDownAt());
    }
    return Object.assign(this.measurements(setupTimeMs), {
      oracle: verdict,
      status,
      downtime,
      stopCondition,
      timeline: timeline.timeline(context.clock.now),
    });
  }

  /** Comes to the precopy loop, by setup or in the middle of it; returns how long setup took. */
  private begin(): number {
    const { assembly, scenario } = this;
    if (scenario.start.kind === 'beginning') return this.setUp();
    const { seen } = scenario.start;
    new this.parts.TakeUp(assembly, seen).run();
    if (this.readsContent()) assembly.assembled.trackContent();
    return wholeMs(ns(seen.setupMs * NS_PER_MS));
  }

  private setUp(): number {
    const { assembled, context, dirtySync, freePages, monitor } = this.assembly;
    const { endings, holdBack, reaper, sender, throttling } = this.assembly;
    this.enter('setup');
    endings.strategy?.start();
    context.log.start();
    reaper?.start();
    context.clock.advanceBy(this.logStartTime());
    dirtySync.sync('setup');
    freePages?.setup();
    const setupTimeMs = wholeMs(context.clock.now);
    this.enter('active');
    throttling?.start();
    holdBack?.start();
    monitor.afterSync();
    if (this.readsContent()) assembled.trackContent();
    sender.start();
    return setupTimeMs;
  }

  private enter(status: 'setup' | 'active'): void {
    const { backgroundSync, query } = this.assembly;
    query.status = status;
    if (backgroundSync?.startsIn === status) backgroundSync.start();
  }

  /** Protecting what the guest has touched, where logging starts with it. */
  private logStartTime(): Nanoseconds {
    const pageNs = this.scenario.host.numbers.logStartPageNs;
    return ns(pageNs === 0 ? 0 : pageNs * this.assembly.assembled.contentPages());
  }

  /** Whether something asks what pages hold. */
  private readsContent(): boolean {
    const { compression, xbzrle } = this.assembly;
    return xbzrle !== null || compression.encoding !== null || compression.statistics !== null;
  }

  /** The outcome of a precopy loop that may have ended with the switch to postcopy. */
  private continued(
    outcome: PrecopyOutcome,
  ): Exclude<PrecopyOutcome, { readonly status: 'postcopy' }> {
    if (outcome.status !== 'postcopy') return outcome;
    const { monitor, postcopy, query, rules, streams } = this.assembly;
    if (postcopy === null) throw new RangeError('postcopy was not asked for');
    const { isComplete, downtime, measurements } = runPostcopy(
      postcopy,
      rules,
      {
        ...this.assembly,
        random: streams.stream('postcopy-faults'),
        setStatus: (status) => void (query.status = status),
        afterSync: () => monitor.afterSync(),
        shutDownAt: () => this.shutDownAt(),
      },
      this.parts,
    );
    this.postcopy = measurements;
    if (!isComplete) return { status: 'cancelled' };
    return { status: 'completed', downtime, stopCondition: outcome.by };
  }

  /**
   * When guestperf shuts the guest down, if the migration ends now: it lets the workload run for
   * `sleep - 1` seconds more when it has seen the end.
   */
  private shutDownAt(): Nanoseconds {
    const { context, monitor } = this.assembly;
    const seconds = Math.max(0, this.scenario.settings.sleep - 1);
    return ns(monitor.seesEndAt(context.clock.now) + seconds * NS_PER_S);
  }

  private measurements(setupTimeMs: number): RunMeasurements {
    const { assembled, compression, context, guestFrom, host, monitor, query, stop, xbzrle } =
      this.assembly;
    const { clock, counters, guest } = context;
    const samples = lateList('samples', monitor.samples);
    const cpuSamples = lateList('samples', monitor.cpuSamples);
    const timings = lateList(
      'copyTimings',
      this.onlyFigures ? null : assembled.copies(guest.rings),
    );
    return {
      scenario: this.scenario,
      totalTimeMs: wholeMs(clock.now),
      setupTimeMs,
      dirtySyncCount: counters.dirtySyncCount,
      maxThrottlePercent: counters.maxThrottlePercent,
      transferredBytes: counters.transferredBytes,
      history: monitor.history,
      get samples() {
        return samples();
      },
      get copyTimings() {
        return timings();
      },
      cpu: {
        get samples() {
          return cpuSamples();
        },
        end: query.cpuTimes(clock.now / NS_PER_MS),
        vcpuShares: assembled.vcpuShares,
      },
      guestSpeedPercent: guest.speedPercent(clock.now, ns(host.writeFaultNs), guestFrom),
      pause: stop.pauseReport(),
      ...(this.assembly.postcopy !== null && { postcopy: this.postcopy }),
      ...ringReport(guest.rings),
      oracle: null,
      ...xbzrleReport(xbzrle),
      ...compressionReport(compression),
    };
  }
}
