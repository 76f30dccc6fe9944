import type { Quantity } from '../migration-chart.js';
import type { PlotChoice } from '../plot-choice.js';
import type { Run } from './page-run.js';

/** Lines of one kind within a panel, which a button shows and hides. */
export interface LineKind {
  readonly label: string;
  readonly quantity: Quantity;
  /** Lines of single threads, or of all together. */
  readonly isThread: boolean;
  readonly isStepped: boolean;
  readonly isDashed: boolean;
  isShown: boolean;
}

/** A way to look at a panel: its unit and its lines. */
export interface PanelForm {
  readonly unit: string;
  readonly kinds: readonly LineKind[];
}

export interface PanelKind {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly height: number;
  /** The first is shown; buttons choose another. */
  readonly forms: readonly PanelForm[];
  /** Whether a logarithmic axis is offered: for what changes by orders of magnitude. */
  readonly canBeLog?: true;
  /** The axis goes at least to here. */
  readonly leastMax: number;
  /** Iterations as lines. */
  readonly hasMarks: boolean;
  /** Iterations as stars, and names of statuses. */
  readonly hasStatuses?: boolean;
}

/** More lines of threads than this are shown only when they are asked for. */
const manyThreads = 8;

/** The rates of more runs than this are hard to tell apart in one panel. */
const fewRuns = 2;

/** The panels that were chosen and that the runs have lines for. */
export function panelKinds(choice: PlotChoice, runs: readonly Run[]): PanelKind[] {
  const all: PanelKind[] = [];
  const hasMarks = choice.iterations;
  if (choice.totalGuest || choice.splitGuest) all.push(guestPanel(choice, runs));
  if (choice.progress) all.push(...progressPanels(hasMarks, runs.length <= fewRuns));
  if (choice.qemuCpu) all.push(qemuPanel());
  if (choice.vcpuCpu) all.push(vcpuPanel(runs));
  return all.filter(({ forms }) => forms.some((form) => hasLines(form, runs)));
}

function hasLines({ kinds }: PanelForm, runs: readonly Run[]): boolean {
  return runs.some(({ lines }) =>
    lines.some(({ quantity }) => kinds.some((kind) => kind.quantity === quantity)),
  );
}

function guestPanel(choice: PlotChoice, runs: readonly Run[]): PanelKind {
  return {
    id: 'guest',
    title: 'Guest memory speed',
    note: 'what the workload gets done; 1 GB is 1024 MiB, as guestperf counts',
    height: 260,
    forms: [
      oneForm('ms/GB', guestKinds(choice, runs, 'copyTime')),
      oneForm('GB/s', guestKinds(choice, runs, 'copyRate')),
    ],
    canBeLog: true,
    leastMax: 0,
    hasMarks: choice.iterations,
    hasStatuses: choice.iterations,
  };
}

function guestKinds(choice: PlotChoice, runs: readonly Run[], quantity: Quantity): LineKind[] {
  const shared = { quantity, isStepped: quantity === 'copyRate', isDashed: false };
  const kinds: LineKind[] = [];
  // A thread alone is its own total.
  if (choice.totalGuest || threadCount(runs, 'copyTime') === 0) {
    kinds.push({ ...shared, label: 'all threads', isThread: false, isShown: true });
  }
  if (choice.splitGuest && threadCount(runs, 'copyTime') > 0) {
    const isShown = !choice.totalGuest || threadCount(runs, 'copyTime') <= manyThreads;
    kinds.push({ ...shared, label: 'each thread', isThread: true, isShown });
  }
  return kinds;
}

function progressPanels(hasMarks: boolean, areRatesTogether: boolean): PanelKind[] {
  const height = 170;
  return [
    {
      id: 'throttle',
      title: 'Throttle',
      note: 'of the time of the vCPUs',
      forms: [oneForm('%', [{ ...progressKind, label: 'throttle', quantity: 'throttle' }])],
      leastMax: 100,
      height,
      hasMarks,
    },
    {
      id: 'remaining',
      title: 'Remaining RAM',
      note: 'what is still to be sent',
      forms: [
        oneForm('MiB', [
          { ...progressKind, label: 'remaining', quantity: 'remaining', isStepped: false },
        ]),
      ],
      canBeLog: true,
      leastMax: 0,
      height,
      hasMarks,
    },
    ...ratePanels(areRatesTogether).map((panel) => ({ ...panel, leastMax: 0, height, hasMarks })),
  ];
}

function ratePanels(areTogether: boolean) {
  const dirty: LineKind = { ...progressKind, label: 'dirty rate', quantity: 'dirtyRate' };
  const link: LineKind = { ...progressKind, label: 'link use', quantity: 'linkRate' };
  if (areTogether) {
    const note = 'it converges by itself only where the guest dirties less than the link carries';
    const forms = [oneForm('MiB/s', [dirty, { ...link, isDashed: true }])];
    return [{ id: 'rates', title: 'Dirty rate and link use', note, forms }];
  }
  return [
    {
      id: 'dirty',
      title: 'Dirty rate',
      note: 'as QEMU measures it, once a sync',
      forms: [oneForm('MiB/s', [dirty])],
    },
    {
      id: 'link',
      title: 'Link use',
      note: 'mean between samples',
      forms: [oneForm('MiB/s', [link])],
    },
  ];
}

const progressKind = { isThread: false, isStepped: true, isDashed: false, isShown: true };

function oneForm(unit: string, kinds: readonly LineKind[]): PanelForm {
  return { unit, kinds };
}

function qemuPanel(): PanelKind {
  const kind = { ...cpuKind, label: 'QEMU', quantity: 'qemuCpu' as const, isThread: false };
  return {
    id: 'qemu',
    title: 'CPU use of QEMU',
    note: 'on the source, of one CPU: a QEMU of several threads may exceed 100 %',
    height: 150,
    forms: [oneForm('%', [kind])],
    leastMax: 100,
    hasMarks: false,
  };
}

function vcpuPanel(runs: readonly Run[]): PanelKind {
  const kinds: LineKind[] = [{ ...cpuKind, label: 'mean', quantity: 'vcpuCpu', isThread: false }];
  const threads = threadCount(runs, 'vcpuCpu');
  if (threads > 0) {
    const isShown = threads <= manyThreads;
    kinds.push({ ...cpuKind, label: 'each vCPU', quantity: 'vcpuCpu', isThread: true, isShown });
  }
  return {
    id: 'vcpu',
    title: 'CPU use of the vCPUs',
    note: 'on the source, each of one CPU',
    height: 150,
    forms: [oneForm('%', kinds)],
    leastMax: 100,
    hasMarks: false,
  };
}

const cpuKind = { isStepped: false, isDashed: false, isShown: true };

function threadCount(runs: readonly Run[], quantity: Quantity): number {
  return runs.reduce(
    (count, { lines }) =>
      count + lines.filter((line) => line.quantity === quantity && line.thread !== null).length,
    0,
  );
}
