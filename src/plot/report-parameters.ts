import type { GuestperfReport } from '../guestperf/report-schema.js';
import type { ParameterGroup } from './migration-chart.js';
import { simulationGroup, type SimulatedRun } from './simulation-group.js';

type Scenario = GuestperfReport['scenario'];

/**
 * The table of parameters that guestperf-plot puts below its chart, with the rows of multifd, dirty
 * limit and the dirty ring that it leaves out, and where a simulation comes from.
 */
export function reportParameters(report: GuestperfReport): ParameterGroup[] {
  const { extra, hardware, scenario } = report;
  const simulation = reportedSimulation(report);
  const notes = extra?.guestperf_sim?.notes;
  return [
    {
      title: 'Test',
      rows: [
        ['Emulator', report.binary],
        ['Kernel', report.kernel],
        ['Ramdisk', report.initrd],
        ['Transport', report.transport],
        ['Host', report.dst_host],
        ['Sleep', `${report.sleep} s`],
      ],
    },
    {
      title: 'Hardware',
      rows: [
        ['CPUs', String(hardware.cpus)],
        ['RAM', `${hardware.mem} GB`],
        ['Source CPU bind', bindText(hardware.src_cpu_bind)],
        ['Source RAM bind', bindText(hardware.src_mem_bind)],
        ['Destination CPU bind', bindText(hardware.dst_cpu_bind)],
        ['Destination RAM bind', bindText(hardware.dst_mem_bind)],
        ['Preallocated RAM', yesNo(hardware.prealloc_pages)],
        ['Locked RAM', yesNo(hardware.locked_pages)],
        ['Huge pages', yesNo(hardware.huge_pages)],
        ['Dirty ring size', String(hardware.dirty_ring_size ?? 0)],
      ],
    },
    { title: 'Migration', rows: [...limitRows(scenario), ...featureRows(scenario)] },
    ...(simulation === null ? [] : [simulationGroup(simulation, notes)]),
  ];
}

/** What a report says of its simulation; null for one of a real run. */
export function reportedSimulation({ extra }: GuestperfReport): SimulatedRun | null {
  const simulation = extra?.guestperf_sim;
  return simulation === undefined ? null : { ...simulation.record, ...simulation, vmm: 'qemu' };
}

/** Limits by what a report and a run record call them: their names in the table, and units. */
export const limitNames = {
  downtime: ['Downtime limit', ' ms'],
  bandwidth: ['Bandwidth limit', ' MiB/s'],
  max_iters: ['Max iterations', ''],
  max_time: ['Max time', ' s'],
} as const;

function limitRows(scenario: Scenario): ParameterGroup['rows'] {
  return Object.entries(limitNames).map(([key, [name, unit]]) => {
    return [name, `${scenario[key as keyof typeof limitNames]}${unit}`];
  });
}

function featureRows(scenario: Scenario): ParameterGroup['rows'] {
  const { multifd_channels: channels, multifd_compression: compression } = scenario;
  const { vcpu_dirty_limit: limit, x_vcpu_dirty_limit_period: period } = scenario;
  const method = compression === undefined || compression === 'none' ? '' : `, ${compression}`;
  const features: readonly (readonly [name: string, isOn: boolean | undefined, how: string])[] = [
    ['Pause', scenario.pause, `at iteration ${scenario.pause_iters}`],
    ['Post-copy', scenario.post_copy, `at iteration ${scenario.post_copy_iters}`],
    ['Auto-converge', scenario.auto_converge, `in steps of ${scenario.auto_converge_step} %`],
    ['MT compression', scenario.compression_mt, `${scenario.compression_mt_threads} threads`],
    [
      'XBZRLE',
      scenario.compression_xbzrle,
      `cache of ${scenario.compression_xbzrle_cache} % of RAM`,
    ],
    ['Multifd', scenario.multifd, `${channels} channels${method}`],
    ['Dirty limit', scenario.dirty_limit, `${limit} MB/s, period ${period} ms`],
  ];
  return features.map(([name, isOn, how]) => [name, isOn ? `yes, ${how}` : 'no']);
}

function bindText(list: readonly string[]): string {
  return list.length === 0 ? 'none' : list.join(',');
}

function yesNo(value: boolean | string): string {
  return value === false || value === '' ? 'no' : 'yes';
}
