import type { Run } from './page-run.js';
import type { View } from './view.js';

/** The runs of each chart of a panel: those it is of, and those that are shadows behind them. */
export function panelGrid(
  view: View,
): { readonly front: readonly Run[]; readonly behind: readonly Run[] }[] {
  const { shown } = view;
  if (!view.isApart) return [{ front: shown, behind: [] }];
  return shown.map((run) => ({ front: [run], behind: shown.filter((other) => other !== run) }));
}
