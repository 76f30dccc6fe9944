import { MIB } from '../../memory/units.js';
import { unaccountedMs } from './downtime-steps.js';
import type { ResultOf } from '../engine.js';
import type { DowntimeSteps, MemoryPass } from '../migration-result.js';
import type { CloudHypervisorScenario } from '../scenario.js';

/**
 * What Cloud Hypervisor's log says of a migration: a line for each pass over memory, then the downtime
 * and its parts (vmm/src/lib.rs and vm-migration/src/context.rs). The parts do not add up to the downtime;
 * what they leave out is added behind them.
 */
export function cloudHypervisorLog(result: ResultOf<CloudHypervisorScenario>): string[] {
  const { cloudHypervisor: report, scenario } = result;
  if (report === undefined) return [];
  const lines = report.passes.map(passLine);
  if (result.status !== 'completed' || report.steps === null) return lines;
  const goal = scenario.settings.downtime;
  return [
    ...lines,
    `Migration completed after ${(result.totalTimeMs / 1000).toFixed(1)}s ` +
      `with a downtime of ${Math.floor(result.downtime.totalMs)}ms` +
      (goal === null ? '' : ` (goal was ${goal}ms)`),
    breakdownLine(report.steps, result.downtime.totalMs),
  ];
}

/** One pass over memory, in Cloud Hypervisor's spelling. MiB are rounded up. */
export function passLine(pass: MemoryPass): string {
  const fields = [
    `iter=${pass.iteration}`,
    `curr=${Math.ceil(pass.currentBytes / MIB)}MiB`,
    `total=${Math.ceil(pass.totalBytes / MIB)}MiB`,
    `bw=${(pass.bytesPerSecond / MIB).toFixed(2)}MiB/s`,
    `transfer=${(pass.transferMs / 1000).toFixed(2)}s`,
    `overhead=${Math.floor(pass.overheadMs)}ms`,
    `est_downtime=${Math.floor(pass.estimatedDowntimeMs ?? 0)}ms`,
    `elapsed=${(pass.elapsedMs / 1000).toFixed(2)}s`,
    `avg_bw=${(pass.averageBytesPerSecond / MIB).toFixed(2)}MiB/s`,
  ];
  return `Precopy: ${fields.join(' ')}`;
}

/** Whole milliseconds, cut off, as the original prints them. */
function breakdownLine(steps: DowntimeSteps, totalMs: number): string {
  const parts = [
    ['final_iter', steps.finalDirtyLogMs + steps.finalMemoryMs],
    ['state', steps.stateMs],
    ['send_state', steps.sendStateMs],
    ['complete', steps.completeMs],
  ] as const;
  const text = parts.map(([name, ms]) => `${name}:${Math.floor(ms)}ms`).join(' ');
  return (
    `Downtime breakdown: ${Math.floor(totalMs)}ms (${text}), ` +
    `unaccounted: ${unaccountedMs(steps).toFixed(1)}ms (pause, join, disk locks)`
  );
}
