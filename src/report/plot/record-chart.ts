import type { RunRecord } from '../run-record.js';
import { downtimeParts } from './downtime-parts.js';
import type { MigrationChart } from './migration-chart.js';

/**
 * The chart of a run record. A record has figures of the whole run only: its downtime in parts, its
 * outcome and its parameters are shown, lines over time are not.
 */
export function recordChart(record: RunRecord, file: string): MigrationChart {
  const { scenario, repeat, seed, host, parameters } = record;
  return {
    name: `${scenario} ${record.mode} ${record.stress_mem_mb} MB`,
    file,
    origin: `simulated (model ${record.model_version}, host ${host}, seed ${seed}, repeat ${repeat})`,
    outcome: {
      status: record.status,
      totalMs: record.total_time_ms,
      iterations: record.iterations,
      maxThrottlePercent: record.max_throttle_percent,
      transferredBytes: record.transferred_bytes,
    },
    downtime:
      record.downtime_ms === null
        ? null
        : {
            totalMs: record.downtime_ms,
            limitMs: parameters.downtime,
            parts: downtimeParts(record.downtime_parts),
          },
    ownStartSeconds: 0,
    progress: [],
    series: [],
    parameters: [
      {
        title: 'Hardware',
        rows: [
          ['CPUs', String(record.cpus)],
          ['RAM', `${record.mem_gb} GB`],
        ],
      },
      {
        title: 'Migration',
        rows: Object.entries(parameters).map(([name, value]) => [name, parameterText(value)]),
      },
      {
        title: 'Simulation',
        rows: [
          ['Model', record.model_version],
          ['QEMU', record.version],
          ['Mode', record.mode],
          ['Host profile', host],
          ['Working set', `${record.stress_mem_mb} MiB`],
          ['Seed', seed],
          ['Repeat', String(repeat)],
        ],
      },
    ],
  };
}

function parameterText(value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}
