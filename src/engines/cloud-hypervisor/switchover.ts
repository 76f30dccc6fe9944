import { CanonicalTable, pagesOf, type RangeTable, RawTable } from '../../memory/range-table.js';
import { PAGE_BYTES } from '../../memory/units.js';
import type { CloudHypervisorRules } from './cloud-hypervisor-rules.js';
import { NS_PER_MS, type Nanoseconds, ns } from '../../sim/time.js';
import type { Downtime } from '../../migration/downtime.js';
import type { VirtualClock } from '../../sim/virtual-clock.js';
import type { CloudHypervisorCosts } from './costs.js';
import type { DirtySources } from './dirty-sources.js';
import type { DirtyTables } from './dirty-tables.js';
import type { MigrationJournal } from './journal.js';
import type { MemoryConnections } from './memory-connections.js';
import type { MemoryMetrics } from './memory-metrics.js';
import type { DowntimeSteps } from './report.js';
import { requestWait } from './request.js';
import type { VcpuThrottle } from './vcpu-throttle.js';

/** What the switchover drives. */
export interface SwitchoverParts {
  readonly clock: VirtualClock;
  readonly tables: DirtyTables;
  /** As the loop has it; fetches what the snapshot has dirtied. */
  readonly afterSnapshot: DirtyTables | null;
  readonly sources: DirtySources;
  readonly connections: MemoryConnections;
  /** Carries the state, and the memory that taking it has dirtied. */
  readonly mainConnection: MemoryConnections;
  readonly metrics: MemoryMetrics;
  readonly journal: MigrationJournal;
  readonly throttle: VcpuThrottle | null;
  /** Stops vCPUs and devices. */
  readonly pause: (now: Nanoseconds) => void;
  /** Devices write what was in flight. */
  readonly drain: (now: Nanoseconds) => void;
}

export type SwitchoverOutcome =
  | {
      readonly outcome: 'completed';
      readonly downtime: Downtime;
      readonly steps: DowntimeSteps;
      readonly workerStop: { readonly stopMs: number; readonly joinMs: number } | null;
      readonly finalTable: RangeTable;
      readonly doublySentBytes: number;
    }
  | { readonly outcome: 'deadlock' };

/** The downtime in its eight steps (vmm/src/lib.rs, do_memory_migration and send_migration). */
export class Switchover {
  constructor(
    protected readonly parts: SwitchoverParts,
    private readonly rules: CloudHypervisorRules,
    private readonly costs: CloudHypervisorCosts,
  ) {}

  /** @param remaining the table that ended the loop; it was not sent */
  run(remaining: RangeTable, iteration: number): SwitchoverOutcome {
    const { clock, journal } = this.parts;
    const marks: Nanoseconds[] = [clock.now];
    const stepDone = (): void => {
      marks.push(clock.now);
    };
    this.pause();
    const stoppedAt = clock.now - this.costs.pause;
    stepDone();
    this.parts.metrics.beginPass(clock.now);
    const last = this.parts.tables.last();
    if (last.outcome === 'deadlock') return { outcome: 'deadlock' };
    const finalTable = this.finalTable(last.table, remaining);
    stepDone();
    this.sendFinal(finalTable, iteration);
    stepDone();
    clock.advanceBy(this.costs.joinConnections);
    stepDone();
    clock.advanceBy(this.costs.releaseLocks);
    stepDone();
    journal.update({ atMs: clock.now / NS_PER_MS, phase: 'Completing' });
    this.takeSnapshot();
    stepDone();
    clock.advanceBy(ns(this.costs.sendState + requestWait(this.costs.stateBytes, this.costs)));
    stepDone();
    clock.advanceBy(ns(this.costs.resume + this.costs.roundTrip));
    stepDone();
    const steps = downtimeSteps(marks);
    const pages = pagesOf(finalTable);
    return {
      outcome: 'completed',
      steps,
      downtime: this.downtime(steps, ns(clock.now - stoppedAt), pages * PAGE_BYTES),
      workerStop: last.workerStop,
      finalTable,
      doublySentBytes: (pages - pagesOf(CanonicalTable.fromTable(finalTable))) * PAGE_BYTES,
    };
  }

  private pause(): void {
    const { clock, pause, throttle } = this.parts;
    if (throttle !== null) clock.advanceTo(ns(Math.max(clock.now, throttle.stop())));
    pause(clock.now);
    clock.advanceBy(this.costs.pause);
  }

  /** The last dirty log with the table that ended the loop. */
  protected finalTable(fresh: RangeTable, remaining: RangeTable): RangeTable {
    const { finalTable } = this.rules;
    if (finalTable === 'fresh') return fresh;
    const both = RawTable.concatenate([fresh, remaining]);
    this.parts.clock.advanceBy(ns(both.starts.length * this.costs.tableRange));
    return finalTable === 'merged' ? CanonicalTable.fromTable(both) : both;
  }

  private sendFinal(table: RangeTable, iteration: number): void {
    const { clock, connections, journal, metrics } = this.parts;
    const from = clock.now;
    metrics.beforeTransfer(iteration + 1, pagesOf(table) * PAGE_BYTES, from);
    clock.advanceTo(connections.send(table, from, iteration === 0));
    journal.passes.push(metrics.afterTransfer(iteration + 1, from, clock.now));
  }

  /** Devices finish what is in flight; a pass over main connection follows, where there is one. */
  private takeSnapshot(): void {
    const { afterSnapshot, clock, drain, mainConnection } = this.parts;
    drain(clock.now);
    clock.advanceBy(this.costs.snapshot);
    if (!this.rules.passAfterSnapshot || afterSnapshot === null) return;
    clock.advanceTo(mainConnection.send(afterSnapshot.next(), clock.now, false));
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
      blackoutMs: (blackout - this.costs.roundTrip / 2) / NS_PER_MS,
      residualBytes,
    };
  }
}

function downtimeSteps(marks: readonly Nanoseconds[]): DowntimeSteps {
  const step = (index: number): number => (marks[index + 1] - marks[index]) / NS_PER_MS;
  return {
    pauseMs: step(0),
    finalDirtyLogMs: step(1),
    finalMemoryMs: step(2),
    joinMs: step(3),
    releaseLocksMs: step(4),
    stateMs: step(5),
    sendStateMs: step(6),
    completeMs: step(7),
  };
}
