import type { GuestperfReport } from '../guestperf/report-schema.js';
import { recordedVersion } from '../guestperf/recorded-scenario.js';
import { recordedFigures } from '../guestperf/recorded-figures.js';
import {
  type ComparableRun,
  comparableRecordSchema,
  metricValues,
  simulatedRun,
} from './comparable-run.js';

/** Fields of guestperf's scenario that are parameters of a run record under the same name. */
const parameters = [
  'bandwidth',
  'downtime',
  'max_iters',
  'max_time',
  'auto_converge',
  'auto_converge_step',
  'pause',
  'multifd_channels',
] as const;

/** The run of a guestperf report: of a real migration, or of a simulated one that says so. */
export function reportedRun(file: string, report: GuestperfReport): ComparableRun {
  const simulated = comparableRecordSchema.safeParse(report.extra?.guestperf_sim?.record);
  if (simulated.success) return simulatedRun(file, simulated.data);
  const { hardware, scenario } = report;
  const identity = new Map([
    ['scenario', scenario.name],
    ['cpus', String(hardware.cpus)],
    ['mem_gb', String(hardware.mem)],
    ['vmm', 'qemu'],
  ]);
  const version = recordedVersion(report);
  if (version !== null) identity.set('version', version);
  for (const name of parameters) {
    if (scenario[name] !== undefined) identity.set(`parameters.${name}`, String(scenario[name]));
  }
  const figures = recordedFigures(report);
  const { setup_time } = report.progress_history[report.progress_history.length - 1];
  return {
    file,
    identity,
    draw: null,
    modelVersion: null,
    origin: new Map(),
    isCompleted: figures.status === 'completed',
    values: metricValues({ ...figures, setup_time_ms: setup_time }),
  };
}
