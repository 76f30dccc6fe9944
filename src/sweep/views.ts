import { parsePivot, Pivot, standardPivots } from './pivot.js';
import { PointTable } from './point-table.js';
import { heatMapPage } from '../documents/heat-map-page.js';
import { renderText } from '../documents/text-document.js';
import { twoWaySection } from '../documents/two-way-table.js';
import type { TextStyle } from '../documents/text-style.js';
import type { OptionValues } from '../cli/options/option.js';
import { writeOutputFile } from '../cli/output-file.js';
import type { PlacedRecord } from './record-format.js';
import type { viewOptions } from './view-options.js';

type ViewOptions = OptionValues<typeof viewOptions>;

/** What is shown of the results as a whole, and how they ended. */
export class SweepViews {
  private readonly printed: readonly Pivot[];
  private readonly mapped: readonly Pivot[];
  private readonly table: PointTable | null;
  private allCompleted = true;
  private anyLost = false;

  /** @throws InputError if a pivot is not one */
  constructor(
    private readonly options: ViewOptions,
    private readonly pointKeys: readonly string[],
    hasTable: boolean,
  ) {
    const pivotsOf = (texts: readonly string[]): Pivot[] =>
      texts.map((text) => new Pivot(parsePivot(text, pointKeys)));
    this.printed = pivotsOf(options.pivot);
    const isStandard = options.html !== null && options.pivot.length === 0;
    this.mapped = isStandard ? pivotsOf(standardPivots(pointKeys)) : this.printed;
    this.table = hasTable ? new PointTable() : null;
  }

  take({ place, values }: PlacedRecord): void {
    if (values.get('status') !== 'completed') this.allCompleted = false;
    if (Number(values.get('lost_pages') ?? 0) > 0) this.anyLost = true;
    for (const pivot of new Set([...this.printed, ...this.mapped])) pivot.take(values);
    this.table?.take(values, place);
  }

  /** True if there is something to print. */
  get isPrinted(): boolean {
    return this.printed.length > 0 || this.table !== null;
  }

  /** How the runs ended, the worst first. */
  get ending(): 'lost pages' | 'not converged' | 'completed' {
    if (this.anyLost) return 'lost pages';
    return this.allCompleted ? 'completed' : 'not converged';
  }

  /** The table of points and the pivots that were asked for, as text. */
  text(style: TextStyle): string {
    const points = this.table === null ? [] : [this.table.section(this.pointKeys)];
    const pivots = this.printed.map((pivot) => twoWaySection(pivot.table()));
    return renderText([...points, ...pivots], style);
  }

  /**
   * Writes the heat maps, if they were asked for.
   *
   * @param lines what the page says about the sweep
   */
  writePage(lines: readonly string[]): void {
    const { html } = this.options;
    if (html === null) return;
    const tables = this.mapped.map((pivot) => pivot.table());
    writeOutputFile(html, heatMapPage('guestperf-sim sweep', lines, tables), '--html');
  }
}
