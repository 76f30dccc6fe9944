import { isChosen, type PanelLines, panels, unitOf } from '../panels.js';
import type { PlotChoice } from '../plot-choice.js';
import type { Run } from './page-run.js';

/** Lines of one kind within a panel, which a button shows and hides. */
export interface LineKind extends PanelLines {
  isShown: boolean;
}

/** A panel of the page. */
export type PanelKind = ReturnType<typeof panelKinds>[number];

/** A way to look at a panel: its unit and its lines. */
export type PanelForm = PanelKind['forms'][number];

/** More lines of threads than this are shown only when they are asked for. */
const manyThreads = 8;

/** The rates of more runs than this are hard to tell apart in one panel. */
const fewRuns = 2;

/** The panels that were chosen and that the runs have lines for. */
export function panelKinds(choice: PlotChoice, runs: readonly Run[]) {
  const count = runs.length <= fewRuns ? 'few' : 'many';
  return panels
    .filter((panel) => isChosen(panel, choice) && (panel.runs ?? count) === count)
    .map((panel) => ({
      ...panel,
      forms: panel.forms.map((lines) => ({
        unit: unitOf(lines),
        kinds: lineKinds(lines, choice, runs),
      })),
      hasMarks: panel.hasMarks === true && choice.iterations,
      hasStatuses: panel.hasStatuses === true && choice.iterations,
    }))
    .filter(({ forms }) => forms.some(({ kinds }) => kinds.some((kind) => hasLines(kind, runs))));
}

function hasLines({ quantity }: LineKind, runs: readonly Run[]): boolean {
  return runs.some(({ series }) => series.some((line) => line.quantity === quantity));
}

/** A thread alone is its own total, whichever of the two was chosen. */
function lineKinds(
  form: readonly PanelLines[],
  choice: PlotChoice,
  runs: readonly Run[],
): LineKind[] {
  const [total] = form;
  const threads = runs
    .flatMap(({ series }) => series)
    .filter(({ quantity, thread }) => quantity === total.quantity && thread !== null).length;
  return form
    .filter(({ chosenBy, isThread }) =>
      isThread ? choice[chosenBy] && threads > 0 : choice[chosenBy] || threads === 0,
    )
    .map((lines) => ({
      ...lines,
      isShown: !lines.isThread || !choice[total.chosenBy] || threads <= manyThreads,
    }));
}
