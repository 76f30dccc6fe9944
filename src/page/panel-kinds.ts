import type { Quantity } from '../report/plot/migration-chart.js';
import type { PlotChoice } from '../report/plot/plot-choice.js';
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
  /** The axis goes at least to here. */
  readonly leastMax: number;
  readonly hasMarks: boolean;
}

/** More lines of threads than this are shown only when they are asked for. */
const manyThreads = 8;

/** The panels that were chosen and that the runs have lines for. */
export function panelKinds(choice: PlotChoice, runs: readonly Run[]): PanelKind[] {
  const all: PanelKind[] = [];
  const hasMarks = choice.iterations;
  if (choice.totalGuest || choice.splitGuest) all.push(guestPanel(choice, runs));
  if (choice.progress) all.push(...progressPanels(hasMarks));
  if (choice.qemuCpu || choice.vcpuCpu) all.push(cpuPanel(choice, runs));
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
    leastMax: 0,
    hasMarks: choice.iterations,
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

function progressPanels(hasMarks: boolean): PanelKind[] {
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
      leastMax: 0,
      height,
      hasMarks,
    },
    {
      id: 'rates',
      title: 'Dirty rate and link use',
      note: 'a migration converges by itself only where the guest dirties less than the link carries',
      forms: [
        oneForm('MiB/s', [
          { ...progressKind, label: 'dirty rate', quantity: 'dirtyRate' },
          {
            ...progressKind,
            label: 'link use',
            quantity: 'linkRate',
            isDashed: true,
          },
        ]),
      ],
      leastMax: 0,
      height,
      hasMarks,
    },
  ];
}

const progressKind = { isThread: false, isStepped: true, isDashed: false, isShown: true };

function oneForm(unit: string, kinds: readonly LineKind[]): PanelForm {
  return { unit, kinds };
}

function cpuPanel(choice: PlotChoice, runs: readonly Run[]): PanelKind {
  const shared = { isStepped: false, isShown: true };
  const kinds: LineKind[] = [];
  if (choice.qemuCpu) {
    kinds.push({ ...shared, label: 'QEMU', quantity: 'qemuCpu', isThread: false, isDashed: false });
  }
  if (choice.vcpuCpu) {
    const vcpu = { ...shared, quantity: 'vcpuCpu' as const, isDashed: choice.qemuCpu };
    kinds.push({ ...vcpu, label: 'vCPUs, mean', isThread: false });
    if (threadCount(runs, 'vcpuCpu') > 0) {
      const isShown = threadCount(runs, 'vcpuCpu') <= manyThreads;
      kinds.push({ ...vcpu, label: 'each vCPU', isThread: true, isShown });
    }
  }
  return {
    id: 'cpu',
    title: 'CPU use on the source host',
    note: 'of one CPU: a QEMU of several threads may exceed 100 %',
    height: 190,
    forms: [oneForm('%', kinds)],
    leastMax: 100,
    hasMarks: false,
  };
}

function threadCount(runs: readonly Run[], quantity: Quantity): number {
  return runs.reduce(
    (count, { lines }) =>
      count + lines.filter((line) => line.quantity === quantity && line.thread !== null).length,
    0,
  );
}
