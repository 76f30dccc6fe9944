import { inertLines, printable } from '../documents/printable.js';
import type { TextStyle } from '../documents/text-style.js';
import { wrapWords } from '../documents/wrap-words.js';
import type { CharacterSet } from '../plot/character-cells.js';
import type { ChangeForecast, ForecastRange } from './forecast.js';
import { changeText, clockText, forecastText, remarks, standText } from './forecast-text.js';
import { outcomeLines } from './outcome-text.js';
import { type PastedDomain, pasteLines } from './paste-lines.js';
import { screenCharts } from './screen-charts.js';
import type { WatchOutcome } from './watch-outcome.js';
import type { WatchedState } from './watched-state.js';
import { WatchedLines } from './watched-lines.js';
import type { WatchView, WriteText } from './watch-view.js';

const upBy = (lines: number): string => (lines === 0 ? '' : `\u001b[${lines}A`);
const eraseBelow = '\u001b[J';

/** Narrower terminals cut the lines; wider ones have longer charts. */
const widest = 160;

export interface ScreenOptions {
  /** What is watched. */
  readonly name: string;
  /** Null if it is not known. */
  readonly domain: PastedDomain | null;
  readonly write: WriteText;
  readonly style: TextStyle;
  readonly characters: CharacterSet;
  /** Of the terminal, as it is now. */
  readonly size: () => { readonly columns: number; readonly rows: number };
}

/** A part of the screen: the last ones are left out where there is no room. */
interface Part {
  readonly lines: readonly string[];
  /** Lines to be pasted are not cut: the terminal breaks them. */
  readonly tone: 'title' | 'warning' | 'plain' | 'pasted';
}

/**
 * One screen that is redrawn in place: it goes back up, erases what it wrote, and writes anew. It changes nothing
 * of the terminal that would have to be put back.
 */
export class ScreenView implements WatchView {
  private readonly course = new WatchedLines();
  private written = 0;
  private changes: { readonly of: string; readonly list: readonly ChangeForecast[] } | null = null;

  constructor(private readonly options: ScreenOptions) {}

  answer(state: WatchedState): void {
    this.course.add(state.reading);
    this.draw(this.parts(state));
  }

  end(outcome: WatchOutcome): void {
    const { style, write } = this.options;
    const [ending, ...more] = outcomeLines(outcome).map((line) => inertLines(printable(line)));
    write([style.title(ending), ...more].map((line) => `${line}\n`).join(''));
  }

  private parts(state: WatchedState): readonly Part[] {
    const { characters, name } = this.options;
    const { columns } = this.options.size();
    const width = Math.max(20, Math.min(widest, columns - 1));
    const { forecast, reading } = state;
    const { elapsedMs } = reading;
    const wrapped = (text: string) => wrapWords(printable(text), width);
    const expected = forecast === null ? [] : wrapped(forecastText(forecast, elapsedMs));
    return [
      { lines: wrapped(`${name}: ${standText(reading)}`), tone: 'title' },
      { lines: [this.bar(state, width)], tone: 'plain' },
      { lines: expected, tone: 'plain' },
      { lines: forecast === null ? [] : remarks(forecast).flatMap(wrapped), tone: 'warning' },
      { lines: screenCharts(this.course.all, width, characters), tone: 'plain' },
      ...this.changeParts(state, width),
    ];
  }

  /** How much of the time has passed; of the RAM, while nobody knows the time. */
  private bar({ forecast, reading }: WatchedState, width: number): string {
    const { characters } = this.options;
    const { part, text } = progressOf(forecast?.endMs ?? null, reading);
    const room = Math.max(5, width - text.length - 3);
    const filled = Math.round(part * room);
    return `[${characters.bar.repeat(filled)}${' '.repeat(room - filled)}] ${text}`;
  }

  /** Simulating them takes time: they are made anew when the migration has come further. */
  private changeParts({ changes, forecast, reading }: WatchedState, width: number): Part[] {
    if (forecast === null) return [];
    const { ram, status, throttlePercent } = reading;
    const of = [status, throttlePercent, ram?.dirtySyncCount ?? 0].join(' ');
    if (this.changes?.of !== of) this.changes = { of, list: changes() };
    if (this.changes.list.length === 0) return [];
    return [
      { lines: ['What could be changed while it runs:'], tone: 'plain' },
      ...this.changes.list.flatMap((change): Part[] => [
        {
          lines: wrapWords(printable(changeText(change, reading.elapsedMs)), width),
          tone: 'plain',
        },
        { lines: pasteLines(change, this.options.domain).map(printable), tone: 'pasted' },
      ]),
    ];
  }

  private draw(parts: readonly Part[]): void {
    const { size, style, write } = this.options;
    const { columns, rows } = size();
    const most = Math.max(1, rows - 1);
    // It may have been made smaller since.
    const above = upBy(Math.min(this.written, most));
    this.written = 0;
    let text = '';
    for (const { line, tone } of parts.flatMap(({ lines, tone: of }) =>
      lines.map((each) => ({ line: each, tone: of })),
    )) {
      const shown = inertLines(tone === 'pasted' ? line : line.slice(0, Math.max(1, columns - 1)));
      const taken = Math.max(1, Math.ceil(shown.length / columns));
      // The cursor stands on a row of its own below.
      if (this.written + taken > most) break;
      this.written += taken;
      text += `${tone === 'plain' || tone === 'pasted' ? shown : style[tone](shown)}\n`;
    }
    write(`${above}${eraseBelow}${text}`);
  }
}

function progressOf(
  endMs: ForecastRange | null,
  { elapsedMs, ram }: WatchedState['reading'],
): { readonly part: number; readonly text: string } {
  if (endMs !== null && endMs.median > 0) {
    const part = Math.min(1, elapsedMs / endMs.median);
    return { part, text: `${Math.floor(part * 100)} % of ${clockText(endMs.median)}` };
  }
  if (ram === null || ram.totalBytes === 0) return { part: 0, text: 'not begun' };
  const part = Math.max(0, 1 - ram.remainingBytes / ram.totalBytes);
  return { part, text: `${Math.floor(part * 100)} % of the RAM is clean` };
}
