import type { GuestperfReport } from '../guestperf/report-schema.js';
import type { ParameterGroup } from './migration-chart.js';
import { simulationGroup, type SimulatedRun } from './simulated-origin.js';

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
    {
      title: 'Migration',
      rows: [
        ['Downtime limit', `${scenario.downtime} ms`],
        ['Bandwidth limit', `${scenario.bandwidth} MiB/s`],
        ['Max iterations', String(scenario.max_iters)],
        ['Max time', `${scenario.max_time} s`],
        ['Pause', switched(scenario.pause, `at iteration ${scenario.pause_iters}`)],
        ['Post-copy', switched(scenario.post_copy, `at iteration ${scenario.post_copy_iters}`)],
        [
          'Auto-converge',
          switched(scenario.auto_converge, `in steps of ${scenario.auto_converge_step} %`),
        ],
        [
          'MT compression',
          switched(scenario.compression_mt, `${scenario.compression_mt_threads} threads`),
        ],
        [
          'XBZRLE',
          switched(
            scenario.compression_xbzrle,
            `cache of ${scenario.compression_xbzrle_cache} % of RAM`,
          ),
        ],
        ['Multifd', switched(scenario.multifd, multifdText(scenario))],
        ['Dirty limit', switched(scenario.dirty_limit, dirtyLimitText(scenario))],
      ],
    },
    ...(simulation === null ? [] : [simulationGroup(simulation, notes)]),
  ];
}

/** What a report says of its simulation; null for one of a real run. */
export function reportedSimulation({ extra }: GuestperfReport): SimulatedRun | null {
  const simulation = extra?.guestperf_sim;
  return simulation === undefined ? null : { ...simulation.record, ...simulation, vmm: 'qemu' };
}

function multifdText(scenario: GuestperfReport['scenario']): string {
  const { multifd_channels: channels, multifd_compression: compression } = scenario;
  const method = compression === undefined || compression === 'none' ? '' : `, ${compression}`;
  return `${channels} channels${method}`;
}

function dirtyLimitText(scenario: GuestperfReport['scenario']): string {
  const { vcpu_dirty_limit: limit, x_vcpu_dirty_limit_period: period } = scenario;
  return `${limit} MB/s, period ${period} ms`;
}

function switched(isOn: boolean | undefined, how: string): string {
  return isOn ? `yes, ${how}` : 'no';
}

function bindText(list: readonly string[]): string {
  return list.length === 0 ? 'none' : list.join(',');
}

function yesNo(value: boolean | string): string {
  return value === false || value === '' ? 'no' : 'yes';
}
