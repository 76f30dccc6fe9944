import { CanonicalTable, pagesOf, type RangeTable } from '../../memory/range-table.js';
import { PAGE_BYTES } from '../../memory/units.js';
import type { CloudHypervisorSettings } from './settings.js';
import type { CloudHypervisorRules } from './cloud-hypervisor-rules.js';
import { NS_PER_MS, ns } from '../../sim/time.js';
import type { VirtualClock } from '../../sim/virtual-clock.js';
import type { TraceEvent, TraceListener } from '../../migration/trace.js';
import { dirtyPagesPerSecond } from './dirty-rate.js';
import type { DirtyTables } from './dirty-tables.js';
import { type MigrationJournal, pages4k } from './journal.js';
import type { MemoryConnections } from './memory-connections.js';
import type { MemoryMetrics, PassForecast } from './memory-metrics.js';
import { decide, LEGACY_DIRTY_PASSES, type LoopDecision } from './stop-rule.js';
import { throttlePercentAt, type VcpuThrottle } from './vcpu-throttle.js';

/** What the loop drives. */
export interface LoopParts {
  readonly clock: VirtualClock;
  readonly tables: DirtyTables;
  readonly connections: MemoryConnections;
  readonly metrics: MemoryMetrics;
  readonly journal: MigrationJournal;
  /** Null where vCPUs are not throttled. */
  readonly throttle: VcpuThrottle | null;
  /** Told when the table of a pass is known. */
  readonly onPass: () => void;
  readonly trace: TraceListener | null;
}

export type LoopOutcome =
  | {
      readonly outcome: 'switchover';
      /** The table that ended the loop; it was not sent. */
      readonly remaining: RangeTable;
      readonly iteration: number;
      /** What ended a loop that did not converge. */
      readonly forcedBy: 'timeout' | 'pass-limit' | null;
    }
  | { readonly outcome: 'timed-out' };

/** Sends memory while the VM runs (vmm/src/lib.rs, do_memory_iterations). */
export class MemoryLoop {
  constructor(
    private readonly parts: LoopParts,
    private readonly rules: CloudHypervisorRules,
    private readonly parameters: CloudHypervisorSettings,
  ) {}

  /** @param firstTable what the first pass sends */
  run(firstTable: RangeTable): LoopOutcome {
    const { clock, metrics, tables } = this.parts;
    for (let iteration = 0; ; iteration++) {
      this.throttle(iteration);
      metrics.beginPass(clock.now);
      if (this.rules.stopRule === 'five-passes' && iteration > LEGACY_DIRTY_PASSES) {
        const remaining = CanonicalTable.empty;
        this.trace({ event: 'switchover', pending_bytes: 0 });
        return { outcome: 'switchover', remaining, iteration, forcedBy: 'pass-limit' };
      }
      const table = iteration === 0 ? firstTable : tables.next();
      const forecast = this.forecast(iteration, table);
      const decision = decide(this.rules, this.parameters, forecast);
      this.tracePass(forecast, table, decision);
      if (decision === 'timed-out') return { outcome: 'timed-out' };
      if (decision !== 'continue') {
        const forcedBy = decision === 'forced' ? 'timeout' : null;
        return { outcome: 'switchover', remaining: table, iteration, forcedBy };
      }
      this.send(iteration, table);
    }
  }

  private throttle(iteration: number): void {
    const { throttle } = this.rules;
    if (throttle === null) return;
    const before = this.parts.throttle?.percent ?? 0;
    const percent = throttlePercentAt(throttle, iteration);
    if (percent === before) return;
    this.parts.throttle?.set(percent);
    this.trace({ event: 'throttle', from_percent: before, to_percent: percent });
  }

  private tracePass(forecast: PassForecast, table: RangeTable, decision: LoopDecision): void {
    this.trace({
      event: 'pass',
      iteration: forecast.iteration,
      table_bytes: forecast.currentBytes,
      ranges: table.starts.length,
      bytes_per_second: forecast.bytesPerSecond,
      estimated_downtime_ms: forecast.estimatedDowntimeMs,
      elapsed_ms: forecast.elapsedMs,
      harvests: this.parts.tables.harvests,
      decision,
    });
    if (decision !== 'converged' && decision !== 'forced') return;
    this.trace({ event: 'switchover', pending_bytes: forecast.currentBytes });
  }

  private trace(event: TraceEvent): void {
    this.parts.trace?.(this.parts.clock.now / NS_PER_MS, event);
  }

  private forecast(iteration: number, table: RangeTable): PassForecast {
    const { clock, journal, metrics, onPass, tables, throttle } = this.parts;
    const bytes = pagesOf(table) * PAGE_BYTES;
    const forecast = metrics.beforeTransfer(iteration, bytes, clock.now);
    journal.dirtyPagesPerSecond = tables.dirtyPagesPerSecond ?? this.passDirtyRate(bytes);
    journal.update(
      {
        atMs: clock.now / NS_PER_MS,
        phase: 'MemoryPrecopy',
        throttlePercent: throttle?.percent ?? 0,
        iteration,
        bytesPerSecond: Math.round(forecast.bytesPerSecond ?? 0),
        bytesTransmitted: metrics.totalBytes,
        bytesRemainingIteration: bytes,
      },
      forecast.estimatedDowntimeMs,
    );
    onPass();
    return forecast;
  }

  /** The pages of this pass over the duration of the one before, as the fork reports it. */
  private passDirtyRate(bytes: number): number {
    const { lastPass } = this.parts.journal;
    if (lastPass === null) return 0;
    const durationMs = lastPass.transferMs + lastPass.overheadMs;
    return dirtyPagesPerSecond(pages4k(bytes), ns(Math.round(durationMs * NS_PER_MS)));
  }

  private send(iteration: number, table: RangeTable): void {
    const { clock, connections, journal, metrics } = this.parts;
    const from = clock.now;
    clock.advanceTo(connections.send(table, from, iteration === 0));
    journal.passes.push(metrics.afterTransfer(iteration, from, clock.now));
    journal.iterationEvents++;
  }
}
