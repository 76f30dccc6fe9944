import type { ParameterGroup } from './migration-chart.js';
import type { PlottedRecord } from './plotted-record.js';

/** What a report and a run record say of the simulation that they are of, in the record's words. */
export type SimulatedRun = Pick<
  PlottedRecord,
  | 'program_version'
  | 'model_version'
  | 'vmm'
  | 'version'
  | 'mode'
  | 'host'
  | 'host_hash'
  | 'stress_mem_mb'
  | 'seed'
  | 'repeat'
>;

/** Where the figures of a simulated run come from, as a part of the table of parameters. */
export function simulationGroup(run: SimulatedRun, notes: readonly string[] = []): ParameterGroup {
  const rows: [name: string, value: string | undefined][] = [
    ['Program', run.program_version],
    ['Model', run.model_version],
    [run.vmm === 'qemu' ? 'QEMU' : run.vmm, run.version],
    ['Mode', run.mode],
    ['Host profile', run.host],
    ['Hash of the host', run.host_hash],
    ['Working set', `${run.stress_mem_mb} MiB`],
    ['Seed', run.seed],
    ['Repeat', String(run.repeat)],
    ['Notes', notes.length === 0 ? undefined : notes.join('; ')],
  ];
  return {
    title: 'Simulation',
    rows: rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  };
}
