import type { PlotChoice } from './plot-choice.js';
import { quantities, type Quantity } from './quantities.js';

/** Lines of one quantity within a panel. */
export interface PanelLines {
  readonly quantity: Quantity;
  readonly label: string;
  /** The choice that they are drawn for. */
  readonly chosenBy: Exclude<keyof PlotChoice, 'align'>;
  /** Lines of single threads; of all together without. */
  readonly isThread?: true;
  readonly isDotted?: true;
}

/** Quantities that are drawn over each other, in the page and in the terminal. */
export interface PanelRow {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly heightPx: number;
  /** Ways to look at it, each of one unit; the first is shown, and buttons choose another. */
  readonly forms: readonly (readonly PanelLines[])[];
  /** For how many runs the page has it; for any number without. */
  readonly runs?: 'few' | 'many';
  /** Whether a logarithmic axis is offered: for what changes by orders of magnitude. */
  readonly canBeLog?: true;
  /** Iterations as lines. */
  readonly hasMarks?: true;
  /** Iterations as stars, and names of statuses. */
  readonly hasStatuses?: true;
  /** Its heading in the terminal, which draws the first of its lines; title and unit without. */
  readonly terminalTitle?: string;
}

/** The unit of the lines of a form. */
export function unitOf(form: readonly PanelLines[]): string {
  return quantities[form[0].quantity].unit;
}

export function isChosen({ forms }: PanelRow, choice: PlotChoice): boolean {
  return forms[0].some(({ chosenBy }) => choice[chosenBy]);
}

const guestLines = (quantity: Quantity): PanelLines[] => [
  { quantity, label: 'all threads', chosenBy: 'totalGuest' },
  { quantity, label: 'each thread', chosenBy: 'splitGuest', isThread: true },
];

const progressPanel = { heightPx: 170, hasMarks: true } as const;
const dirtyRate = { quantity: 'dirtyRate', label: 'dirty rate', chosenBy: 'progress' } as const;
const linkRate = { quantity: 'linkRate', label: 'link use', chosenBy: 'progress' } as const;

/** The panels from above to below. */
export const panels: readonly PanelRow[] = [
  {
    id: 'guest',
    title: 'Guest memory speed',
    note: 'what the workload gets done; 1 GB is 1024 MiB, as guestperf counts',
    heightPx: 260,
    forms: [guestLines('copyTime'), guestLines('copyRate')],
    canBeLog: true,
    hasMarks: true,
    hasStatuses: true,
  },
  {
    ...progressPanel,
    id: 'throttle',
    title: 'Throttle',
    note: 'of the time of the vCPUs',
    forms: [[{ quantity: 'throttle', label: 'throttle', chosenBy: 'progress' }]],
  },
  {
    ...progressPanel,
    id: 'remaining',
    title: 'Remaining RAM',
    note: 'what is still to be sent',
    forms: [[{ quantity: 'remaining', label: 'remaining', chosenBy: 'progress' }]],
    canBeLog: true,
  },
  {
    ...progressPanel,
    id: 'rates',
    title: 'Dirty rate and link use',
    note: 'it converges by itself only where the guest dirties less than the link carries',
    forms: [[dirtyRate, { ...linkRate, isDotted: true }]],
    runs: 'few',
  },
  {
    ...progressPanel,
    id: 'dirty',
    title: 'Dirty rate',
    note: 'as QEMU measures it, once a sync',
    forms: [[dirtyRate]],
    runs: 'many',
  },
  {
    ...progressPanel,
    id: 'link',
    title: 'Link use',
    note: 'mean between samples',
    forms: [[linkRate]],
    runs: 'many',
  },
  {
    id: 'qemu',
    title: 'CPU use of QEMU',
    note: 'on the source, of one CPU: a QEMU of several threads may exceed 100 %',
    heightPx: 150,
    forms: [[{ quantity: 'qemuCpu', label: 'QEMU', chosenBy: 'qemuCpu' }]],
    terminalTitle: 'QEMU, % of a CPU',
  },
  {
    id: 'vcpu',
    title: 'CPU use of the vCPUs',
    note: 'on the source, each of one CPU',
    heightPx: 150,
    forms: [
      [
        { quantity: 'vcpuCpu', label: 'mean', chosenBy: 'vcpuCpu' },
        { quantity: 'vcpuCpu', label: 'each vCPU', chosenBy: 'vcpuCpu', isThread: true },
      ],
    ],
    terminalTitle: 'vCPUs, mean, %',
  },
];
