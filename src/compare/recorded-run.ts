import type { GuestperfReport } from '../guestperf/report-schema.js';
import { recordedVersion } from '../guestperf/recorded-scenario.js';
import { recordedFigures } from '../guestperf/recorded-figures.js';
import { type ComparableRun, comparableRecordSchema, RunMaker } from './comparable-run.js';

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
  const maker = new RunMaker(file);
  if (simulated.success) return maker.simulated(simulated.data);
  const { hardware, progress_history: history, scenario } = report;
  const record = {
    ...recordedFigures(report),
    scenario: scenario.name,
    cpus: hardware.cpus,
    mem_gb: hardware.mem,
    vmm: 'qemu',
    version: recordedVersion(report) ?? undefined,
    setup_time_ms: history[history.length - 1].setup_time,
    parameters: Object.fromEntries(parameters.map((name) => [name, scenario[name]])),
  };
  return maker.recorded(record);
}
