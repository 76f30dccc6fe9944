import type { RunRecord } from '../run-record.js';
import { downtimeParts } from './downtime-parts.js';
import { namelessScenario } from './chart-labels.js';
import type { MigrationChart, ParameterGroup } from './migration-chart.js';

/**
 * The chart of a run record. A record has figures of the whole run only: its downtime in parts, its
 * outcome and its parameters are shown, lines over time are not.
 */
export function recordChart(record: RunRecord, file: string): MigrationChart {
  const { repeat, seed, host, parameters } = record;
  return {
    name: recordName(record),
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
        rows: migrationRows(record),
      },
      {
        title: 'More of the scenario',
        rows: Object.entries(parameters)
          .filter(([name]) => !namedParameters.has(name))
          .map(([name, value]) => [name, parameterText(value)]),
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

/** Repeats of a scenario are told apart by their number. */
function recordName({ scenario, mode, stress_mem_mb, repeat }: RunRecord): string {
  const name = `${mode} ${stress_mem_mb} MB #${repeat}`;
  return scenario === namelessScenario ? name : `${scenario} ${name}`;
}

/** Parameters that a report has too, under the names that its table gives them. */
function migrationRows({ parameters }: RunRecord): ParameterGroup['rows'] {
  const { auto_converge, auto_converge_step, multifd_channels } = parameters;
  return [
    ['Downtime limit', `${parameters.downtime} ms`],
    ['Bandwidth limit', `${parameters.bandwidth} MiB/s`],
    ['Max iterations', String(parameters.max_iters)],
    ['Max time', `${parameters.max_time} s`],
    ['Auto-converge', auto_converge ? `yes, in steps of ${auto_converge_step} %` : 'no'],
    ['Multifd', multifd_channels > 0 ? `yes, ${multifd_channels} channels` : 'no'],
  ];
}

const namedParameters: ReadonlySet<string> = new Set([
  'downtime',
  'bandwidth',
  'max_iters',
  'max_time',
  'auto_converge',
  'auto_converge_step',
  'multifd_channels',
]);

function parameterText(value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}
