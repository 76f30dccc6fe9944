import { downtimeParts } from './downtime-parts.js';
import type { MigrationChart } from './migration-chart.js';
import type { PlottedRecord } from './plotted-record.js';
import { limitNames } from './report-parameters.js';
import { simulationGroup } from './simulation-group.js';

/**
 * The chart of a run record. A record has figures of the whole run only: its downtime in parts, its
 * outcome and its parameters are shown, lines over time are not.
 */
export function recordChart(record: PlottedRecord, file: string): MigrationChart {
  const { parameters } = record;
  return {
    name: record.scenario,
    file,
    origin: 'simulated',
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
            limitMs: downtimeLimitMs(parameters),
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
        rows: Object.entries(parameters).map(([name, value]) => parameterRow(name, value)),
      },
      simulationGroup(record),
    ],
  };
}

/** What a report has too is called as in its table. */
function parameterRow(name: string, value: unknown): readonly [name: string, value: string] {
  const limits = new Map<string, readonly [string, string]>(Object.entries(limitNames));
  const [reportName, unit] = limits.get(name) ?? [name, ''];
  return [reportName, typeof value === 'number' ? `${value}${unit}` : parameterText(value)];
}

/** Null for an engine that has no limit. */
function downtimeLimitMs({ downtime }: PlottedRecord['parameters']): number | null {
  return typeof downtime === 'number' ? downtime : null;
}

function parameterText(value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return JSON.stringify(value);
}
