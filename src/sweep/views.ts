import { parsePivot, Pivot, standardPivots } from './pivot.js';
import { PointTable } from './point-table.js';
import { renderText } from '../documents/text-document.js';
import { twoWaySection } from '../documents/two-way-table.js';
import type { TextStyle } from '../documents/text-style.js';
import type { commonOptions } from '../cli/options/shared-options.js';
import type { OptionValues } from '../cli/options/option.js';
import { writeOutputFile } from '../cli/output-file.js';
import { writeOutput } from '../cli/results-output.js';
import type { Terminal } from '../cli/terminal.js';
import { HeatMapPage, type RunCommands } from './heat-map-page.js';
import type { PlacedRecord } from './record-format.js';
import type { viewOptions } from './view-options.js';

type ViewOptions = OptionValues<typeof viewOptions & Pick<typeof commonOptions, 'color'>>;

/** What is shown of the results as a whole, and how they ended. */
export class SweepViews {
  private readonly printed: readonly Pivot[];
  private readonly page: HeatMapPage | null;
  private readonly table: PointTable | null;
  /** Whether there is nothing to show yet. */
  isEmpty = true;
  private allCompleted = true;
  private anyLost = false;

  /**
   * @param commands how the page writes the command lines of runs
   * @throws InputError if a pivot is not one
   */
  constructor(
    private readonly options: ViewOptions,
    private readonly pointKeys: readonly string[],
    hasTable: boolean,
    commands: RunCommands,
  ) {
    const asked = options.pivot.map((text) => parsePivot(text, pointKeys));
    this.printed = asked.map((pivot) => new Pivot(pivot));
    const standard = () => standardPivots(pointKeys).map((text) => parsePivot(text, pointKeys));
    const mapped = asked.length > 0 || options.html === null ? asked : standard();
    this.page = options.html === null ? null : new HeatMapPage(mapped, commands);
    this.table = hasTable ? new PointTable() : null;
  }

  take(record: PlacedRecord): void {
    const { place, values } = record;
    this.isEmpty = false;
    if (values.get('status') !== 'completed') this.allCompleted = false;
    if (Number(values.get('lost_pages') ?? 0) > 0) this.anyLost = true;
    for (const pivot of this.printed) pivot.take(values);
    this.page?.take(record);
    this.table?.take(values, place);
  }

  /** How the runs ended, the worst first. */
  get ending(): 'lost pages' | 'not converged' | 'completed' {
    if (this.anyLost) return 'lost pages';
    return this.allCompleted ? 'completed' : 'not converged';
  }

  /**
   * Writes the heat maps, and prints the table of points and the pivots, as far as they were asked for.
   *
   * @param lines what the page of heat maps says about the sweep: the program first
   * @param output the file that the text is written to instead; null for none
   */
  async show(lines: readonly string[], output: string | null, terminal: Terminal): Promise<void> {
    const { color, html } = this.options;
    if (html !== null && this.page !== null) {
      writeOutputFile(html, this.page.text(lines), '--html');
    }
    if (this.printed.length === 0 && this.table === null) return;
    await writeOutput((style) => this.text(style), { color, output }, terminal);
  }

  private text(style: TextStyle): string {
    const points = this.table?.sections(this.pointKeys) ?? [];
    const pivots = this.printed.map((pivot) => twoWaySection(pivot.table()));
    return renderText([...points, ...pivots], style);
  }
}
