import type { ParameterGroup } from './migration-chart.js';

/** What a report and a run record say of the simulation that they are of, in the record's words. */
export interface SimulatedRun {
  readonly model_version: string;
  readonly vmm: string;
  readonly version: string;
  readonly mode: string;
  readonly host: string;
  readonly stress_mem_mb: number;
  readonly seed: string;
  readonly repeat: number;
}

/** Where the figures of a simulated run come from, as one line. */
export function simulatedOrigin({ model_version, host, seed, repeat }: SimulatedRun): string {
  return `simulated (model ${model_version}, host ${host}, seed ${seed}, repeat ${repeat})`;
}

/** The same as a part of the table of parameters. */
export function simulationGroup(run: SimulatedRun, notes: readonly string[] = []): ParameterGroup {
  return {
    title: 'Simulation',
    rows: [
      ['Model', run.model_version],
      [run.vmm === 'qemu' ? 'QEMU' : run.vmm, run.version],
      ['Mode', run.mode],
      ['Host profile', run.host],
      ['Working set', `${run.stress_mem_mb} MiB`],
      ['Seed', run.seed],
      ['Repeat', String(run.repeat)],
      ...(notes.length > 0 ? [['Notes', notes.join('; ')] as const] : []),
    ],
  };
}
