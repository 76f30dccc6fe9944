import { MAX_DOWNTIME_LIMIT_MS } from '../migration/rules/completion-rule.js';
import { choice, integer, toggle } from './setting.js';

/** Page numbers are 32-bit: 16,383 GiB and the VM's other 512 MiB are just under 2^32 pages. */
export const maxMemGib = 16_383;

/** RAM of the VM that guestperf starts for `memGib` GiB under stress, MiB (guestperf, engine.py). */
export function guestperfVmMib(memGib: number): number {
  return memGib * 1024 + 512;
}

/** What of a guest's RAM can have content. */
export const ramUses = ['all', 'workload'] as const;

/** What every engine knows of a guest. */
export const guestSettings = {
  cpus: integer({ min: 1, max: 1024, unit: 'vCPUs', help: 'vCPUs', standard: 1 }),
  mem: integer({
    min: 1,
    max: maxMemGib,
    unit: 'GiB',
    help: 'guest RAM in GiB; the VM gets 512 MiB more',
    standard: 1,
  }),
  vmMem: integer({
    min: 1,
    max: guestperfVmMib(maxMemGib),
    unit: 'MiB',
    help: 'RAM of the VM in MiB',
    standard: ({ settings }) => guestperfVmMib(Number(settings['mem'])),
    standardText: '--mem and 512 MiB',
    record: {
      key: 'vm_mem',
      description: 'RAM of the VM in MiB; 512 more than that of the guest if absent',
      isThere: ({ settings }) => settings['vmMem'] !== guestperfVmMib(Number(settings['mem'])),
    },
  }),
  ramInUse: choice({
    choices: ramUses,
    help: "which RAM has content to be sent: all, as in a guest that has run for a long time, or only what the workload writes, as in guestperf's",
    standard: null,
    standardText: 'as the workload says, else workload',
    record: {
      key: 'ram_in_use',
      description:
        'What of the RAM has content, where it was given: all, or what the workload writes',
      isThere: ({ settings }) => settings['ramInUse'] !== null,
    },
  }),
  sleep: integer({
    min: 0,
    max: 86_400,
    unit: 's',
    help: 'seconds of workload before and after the migration',
    standard: 15,
    record: { key: 'sleep', description: 'Seconds of workload before and after the migration' },
  }),
  uncertain: toggle({
    help: "redraw the host's uncertain numbers for each repeat, within their known uncertainty, and report the interval that holds 80 % of the repeats",
    record: {
      key: 'uncertain',
      description: "Whether the host's uncertain numbers were drawn anew for this repeat",
      isThere: ({ settings }) => settings['uncertain'] === true,
    },
  }),
};

/** `downtime-limit` of QEMU, `downtime_ms` of Cloud Hypervisor. */
export const downtimeRange = { min: 0, max: MAX_DOWNTIME_LIMIT_MS, unit: 'ms' } as const;
