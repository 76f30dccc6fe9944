import { emptyTable, pagesOf, type RangeTable } from '../../memory/range-table.js';
import { kindsOfWork } from '../../sim/work-budget.js';
import { PAGE_BYTES } from '../../memory/units.js';
import { NS_PER_MS, ns } from '../../sim/time.js';
import { traceEvent } from '../../migration/context.js';
import type { CloudHypervisorContext } from './context.js';
import { dirtyPagesPerSecond } from './dirty-rate.js';
import { pages4k } from './journal.js';
import type { PassForecast } from './memory-metrics.js';
import { decide, LEGACY_DIRTY_PASSES, type LoopDecision } from './stop-rule.js';
import { throttlePercentAt } from './vcpu-throttle.js';

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

/** As many ranges of a table are cut and sent in a unit of work. */
const RANGES_PER_LOOK = 16;

/** Sends memory while the VM runs (vmm/src/lib.rs, do_memory_iterations). */
export class MemoryLoop {
  /** @param onPass told when the table of a pass is known */
  constructor(
    private readonly context: CloudHypervisorContext,
    private readonly onPass: () => void,
  ) {}

  /** @param firstTable what the first pass sends */
  run(firstTable: RangeTable): LoopOutcome {
    const { clock, metrics, rules, settings, tables } = this.context;
    for (let iteration = 0; ; iteration++) {
      this.throttle(iteration);
      metrics.beginPass(clock.now);
      if (rules.stopRule === 'five-passes' && iteration > LEGACY_DIRTY_PASSES) {
        const remaining = emptyTable;
        traceEvent(this.context, { event: 'switchover', pending_bytes: 0 });
        return { outcome: 'switchover', remaining, iteration, forcedBy: 'pass-limit' };
      }
      const table = iteration === 0 ? firstTable : tables.next();
      clock.work.spend(kindsOfWork.looks, table.starts.length / RANGES_PER_LOOK);
      const forecast = this.forecast(iteration, table);
      const decision = decide(rules, settings, forecast);
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
    const { throttle } = this.context;
    if (throttle === null) return;
    const before = throttle.percent;
    const percent = throttlePercentAt(throttle.rules, iteration);
    if (percent === before) return;
    throttle.set(percent);
    traceEvent(this.context, { event: 'throttle', from_percent: before, to_percent: percent });
  }

  private tracePass(forecast: PassForecast, table: RangeTable, decision: LoopDecision): void {
    traceEvent(this.context, {
      event: 'pass',
      iteration: forecast.iteration,
      table_bytes: forecast.currentBytes,
      ranges: table.starts.length,
      bytes_per_second: forecast.bytesPerSecond,
      estimated_downtime_ms: forecast.estimatedDowntimeMs,
      elapsed_ms: forecast.elapsedMs,
      harvests: this.context.tables.harvests,
      decision,
    });
    if (decision !== 'converged' && decision !== 'forced') return;
    traceEvent(this.context, { event: 'switchover', pending_bytes: forecast.currentBytes });
  }

  private forecast(iteration: number, table: RangeTable): PassForecast {
    const { clock, journal, metrics, tables, throttle } = this.context;
    const bytes = pagesOf(table) * PAGE_BYTES;
    const forecast = metrics.beforeTransfer(iteration, bytes, clock.now);
    journal.dirtyPagesPerSecond = tables.dirtyPagesPerSecond ?? this.passDirtyRate(bytes);
    journal.update(
      {
        phase: 'MemoryPrecopy',
        throttlePercent: throttle?.percent ?? 0,
        iteration,
        bytesPerSecond: Math.round(forecast.bytesPerSecond ?? 0),
        bytesTransmitted: metrics.totalBytes,
        bytesRemainingIteration: bytes,
      },
      forecast.estimatedDowntimeMs,
    );
    this.onPass();
    return forecast;
  }

  /** The pages of this pass over the duration of the one before, as the fork reports it. */
  private passDirtyRate(bytes: number): number {
    const { lastPass } = this.context.journal;
    if (lastPass === null) return 0;
    const durationMs = lastPass.transferMs + lastPass.overheadMs;
    return dirtyPagesPerSecond(pages4k(bytes), ns(Math.round(durationMs * NS_PER_MS)));
  }

  private send(iteration: number, table: RangeTable): void {
    const { clock, connections, journal, metrics } = this.context;
    const from = clock.now;
    clock.advanceTo(connections.send(table, from, iteration === 0));
    journal.sentByLoop(metrics.afterTransfer(iteration, from, clock.now));
  }
}
