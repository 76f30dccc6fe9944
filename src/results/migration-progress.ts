import { jsonLine } from '../documents/answer.js';
import { pages4k } from '../engines/cloud-hypervisor/journal.js';
import type { CloudHypervisorScenario } from '../engines/scenario.js';
import { workingSetMib } from '../profiles/workload.js';
import type { MigrationProgress, MigrationResult } from '../engines/migration-result.js';

/** UNIX time at which every simulated migration begins, ms: the year 2026. */
export const VIRTUAL_EPOCH_MS = Date.UTC(2026, 0, 1);

/**
 * The updates of the progress object of a migration by Cloud Hypervisor, each as a line of NDJSON with
 * the run that it belongs to. The object is that of the fork's `vm.migration-progress`
 * (vm-migration/src/progress.rs), spelled as serde does by default.
 */
export function migrationProgressLines(result: MigrationResult): string[] {
  const { cloudHypervisor: report, scenario } = result;
  if (report === undefined || scenario.vmm !== 'cloud-hypervisor') return [];
  const run = {
    seed: scenario.seed,
    repeat: scenario.repeat,
    stress_mem_mb: Math.round(workingSetMib(scenario.workload)),
    variant: scenario.version,
  };
  return report.progress.map((progress) =>
    jsonLine({ ...run, migration_progress: progressObject(progress, result, scenario) }),
  );
}

function progressObject(
  progress: MigrationProgress,
  result: MigrationResult,
  { settings }: CloudHypervisorScenario,
): object {
  const sinceBegin = Math.floor(progress.atMs);
  return {
    timestamp_begin_ms: VIRTUAL_EPOCH_MS,
    timestamp_snapshot_ms: VIRTUAL_EPOCH_MS + sinceBegin,
    timestamp_snapshot_relative_ms: sinceBegin,
    downtime_configured_ms: settings.downtime ?? 0,
    downtime_estimated_ms: Math.floor(progress.estimatedDowntimeMs),
    transportation_mode: { Tcp: { connections: settings.connections, tls: false } },
    state: stateOf(progress, result),
    memory_transmission_info: {
      memory_iteration: progress.iteration,
      memory_transmission_bps: progress.bytesPerSecond,
      memory_bytes_total: progress.bytesTotal,
      memory_bytes_transmitted: progress.bytesTransmitted,
      memory_bytes_remaining_iteration: progress.bytesRemainingIteration,
      memory_pages_4k_transmitted: pages4k(progress.bytesTransmitted),
      memory_pages_4k_remaining_iteration: pages4k(progress.bytesRemainingIteration),
      // The fork does not count them either.
      memory_pages_constant_count: 0,
      memory_dirty_rate_pps: progress.dirtyPagesPerSecond,
    },
  };
}

/** Variants with content are an object with their name as its key, the others are their name. */
function stateOf(progress: MigrationProgress, result: MigrationResult): object | string {
  switch (progress.state) {
    case 'Ongoing':
      return {
        Ongoing: { phase: progress.phase, vcpu_throttle_percent: progress.throttlePercent },
      };
    case 'Finished':
      return 'Finished';
    case 'Failed': {
      const message = result.status === 'failed' ? result.reason : '';
      return { Failed: { error_msg: message, error_msg_debug: JSON.stringify(message) } };
    }
  }
}
