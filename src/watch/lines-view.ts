import { inertLines, printable } from '../documents/printable.js';
import type { TextStyle } from '../documents/text-style.js';
import { isFinal } from '../observed/migration-reading.js';
import type { Forecast } from './forecast.js';
import { changeText, forecastText, remarks, standText } from './forecast-text.js';
import { outcomeLines } from './outcome-text.js';
import { type PastedDomain, pasteLines } from './paste-lines.js';
import type { WatchOutcome } from './watch-outcome.js';
import type { WatchedState } from './watched-state.js';
import type { WatchView, WriteText } from './watch-view.js';

/** A forecast that moves by more than this part of what is left is another one. */
const movedShare = 0.25;

/** One readable line whenever something changes: the status, the pass, the throttle, or what is to be expected. */
export class LinesView implements WatchView {
  private shown: WatchedState | null = null;
  private saidRemarks = '';
  private hasSaidChanges = false;

  constructor(
    private readonly write: WriteText,
    private readonly style: TextStyle,
    private readonly domain: PastedDomain | null,
  ) {}

  answer(state: WatchedState): void {
    const { forecast, reading } = state;
    // What has not begun is said elsewhere, and what has ended last.
    if (reading.status === 'none' || isFinal(reading.status)) return;
    if (this.shown !== null && !isNews(this.shown, state)) return;
    this.shown = state;
    const expected = forecast === null ? [] : [forecastText(forecast, reading.elapsedMs)];
    this.line([standText(reading), ...expected].join(': '));
    if (forecast !== null) this.remark(forecast);
    if (forecast !== null && forecast.converges < 0.5) this.changes(state);
  }

  end(outcome: WatchOutcome): void {
    const [ending, ...more] = outcomeLines(outcome);
    this.line(ending, this.style.title);
    for (const text of more) this.line(text);
  }

  private remark(forecast: Forecast): void {
    const texts = remarks(forecast);
    if (texts.join('\n') === this.saidRemarks) return;
    this.saidRemarks = texts.join('\n');
    for (const text of texts) this.line(`  ${text}`, this.style.warning);
  }

  /** Once, when it turns out not to converge: they are several lines each. */
  private changes({ changes, reading }: WatchedState): void {
    if (this.hasSaidChanges) return;
    const all = changes();
    if (all.length === 0) return;
    this.hasSaidChanges = true;
    this.line('  what could be changed while it runs:');
    for (const change of all) {
      this.line(`    ${changeText(change, reading.elapsedMs)}`);
      for (const command of pasteLines(change, this.domain)) this.line(`      ${command}`);
    }
  }

  private line(text: string, style: (text: string) => string = (plain) => plain): void {
    this.write(`${style(inertLines(printable(text)))}\n`);
  }
}

function isNews(before: WatchedState, after: WatchedState): boolean {
  const [was, is] = [before.reading, after.reading];
  return (
    was.status !== is.status ||
    was.throttlePercent !== is.throttlePercent ||
    was.ram?.dirtySyncCount !== is.ram?.dirtySyncCount ||
    verdictOf(before.forecast) !== verdictOf(after.forecast) ||
    hasMoved(before, after)
  );
}

/** What one would say of it: it will, it will not, nobody knows. */
function verdictOf(forecast: Forecast | null): string {
  if (forecast === null) return 'none';
  if (forecast.converges >= 0.9) return 'converges';
  return forecast.converges <= 0.1 ? 'does not' : 'may';
}

function hasMoved(before: WatchedState, after: WatchedState): boolean {
  const [was, is] = [before.forecast?.endMs?.median, after.forecast?.endMs?.median];
  if (was === undefined || is === undefined) return was !== is;
  const leftMs = Math.max(1000, is - after.reading.elapsedMs);
  return Math.abs(is - was) > movedShare * leftMs;
}
