import { canonical, concatenate, pagesOf, type RangeTable } from '../../memory/range-table.js';
import { PAGE_BYTES } from '../../memory/units.js';
import type { Downtime } from '../../migration/downtime.js';
import { type Nanoseconds, ns, toMs } from '../../sim/time.js';
import type { CloudHypervisorContext } from './context.js';
import { DirectTables } from './dirty-tables.js';
import type { DowntimeSteps, SwitchoverReport } from './report.js';
import { requestWait } from './request.js';

export type SwitchoverOutcome =
  | {
      readonly outcome: 'completed';
      readonly downtime: Downtime;
      readonly report: SwitchoverReport;
    }
  | { readonly outcome: 'deadlock' };

/** The downtime in its eight steps (vmm/src/lib.rs, do_memory_migration and send_migration). */
export class Switchover {
  constructor(private readonly context: CloudHypervisorContext) {}

  /** @param remaining the table that ended the loop; it was not sent */
  run(remaining: RangeTable, iteration: number): SwitchoverOutcome {
    const { clock, costs, journal, metrics, tables } = this.context;
    let mark = clock.now;
    /** Ends a step, and returns how long it was. */
    const stepMs = (): number => {
      const from = mark;
      mark = clock.now;
      return toMs(mark - from);
    };
    this.pause();
    const stoppedAt = clock.now - costs.pause;
    const pauseMs = stepMs();
    metrics.beginPass(clock.now);
    const last = tables.last();
    if (last.outcome === 'deadlock') return { outcome: 'deadlock' };
    const finalTable = this.finalTable(last.table, remaining);
    const finalDirtyLogMs = stepMs();
    this.sendFinal(finalTable, iteration);
    const finalMemoryMs = stepMs();
    clock.advanceBy(costs.joinConnections);
    const joinMs = stepMs();
    clock.advanceBy(costs.releaseLocks);
    const releaseLocksMs = stepMs();
    journal.update({ phase: 'Completing' });
    this.takeSnapshot();
    const stateMs = stepMs();
    clock.advanceBy(ns(costs.sendState + requestWait(costs.stateBytes, costs)));
    const sendStateMs = stepMs();
    clock.advanceBy(ns(costs.resume + costs.roundTrip));
    const steps = {
      pauseMs,
      finalDirtyLogMs,
      finalMemoryMs,
      joinMs,
      releaseLocksMs,
      stateMs,
      sendStateMs,
      completeMs: stepMs(),
    };
    const pages = pagesOf(finalTable);
    return {
      outcome: 'completed',
      downtime: this.downtime(steps, ns(clock.now - stoppedAt), pages * PAGE_BYTES),
      report: {
        steps,
        workerStop: last.workerStop,
        finalTable,
        doublySentBytes: (pages - pagesOf(canonical(finalTable))) * PAGE_BYTES,
      },
    };
  }

  private pause(): void {
    const { clock, costs, guest, throttle } = this.context;
    if (throttle !== null) clock.waitUntil(throttle.stop());
    guest.pause(clock.now);
    clock.advanceBy(costs.pause);
  }

  /** The last dirty log with the table that ended the loop. */
  protected finalTable(fresh: RangeTable, remaining: RangeTable): RangeTable {
    const { clock, costs, rules } = this.context;
    if (rules.finalTable === 'fresh') return fresh;
    const both = concatenate([fresh, remaining]);
    clock.advanceBy(ns(both.starts.length * costs.tableRange));
    return rules.finalTable === 'merged' ? canonical(both) : both;
  }

  private sendFinal(table: RangeTable, iteration: number): void {
    const { clock, connections, journal, metrics } = this.context;
    const from = clock.now;
    metrics.beforeTransfer(iteration + 1, pagesOf(table) * PAGE_BYTES, from);
    clock.advanceTo(connections.send(table, from, iteration === 0));
    journal.sent(metrics.afterTransfer(iteration + 1, from, clock.now));
  }

  /** Whether what the snapshot has dirtied is sent; not in the tree into which faults are injected. */
  protected get hasPassAfterSnapshot(): boolean {
    const { rules, settings } = this.context;
    return rules.passAfterSnapshot && settings.workerFault === null;
  }

  /** Devices finish what is in flight; a pass over main connection follows, where there is one. */
  private takeSnapshot(): void {
    const { clock, costs, guest, mainConnection } = this.context;
    guest.drain(clock.now);
    clock.advanceBy(costs.snapshot);
    if (!this.hasPassAfterSnapshot) return;
    const { sources } = guest;
    const table = new DirectTables(clock, sources, costs).next();
    clock.advanceTo(mainConnection.send(table, clock.now, false));
  }

  private downtime(steps: DowntimeSteps, blackout: Nanoseconds, residualBytes: number): Downtime {
    const parts = {
      stopMs: steps.pauseMs,
      finalSyncMs: steps.finalDirtyLogMs,
      residualRamMs: steps.finalMemoryMs + steps.joinMs,
      deviceStateMs: steps.releaseLocksMs + steps.stateMs,
      loadMs: steps.sendStateMs,
      startMs: steps.completeMs,
    };
    return {
      totalMs: Object.values(steps).reduce((sum, ms) => sum + ms, 0),
      parts,
      blackoutMs: toMs(blackout - this.context.costs.roundTrip / 2),
      residualBytes,
    };
  }
}
