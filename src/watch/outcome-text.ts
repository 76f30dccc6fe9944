import { secondsText, shortNumber } from '../documents/chart-number.js';
import { signed } from '../documents/number-format.js';
import type { CheckedNumber, ForecastCheck } from './forecast-check.js';
import { clockText, rangeText } from './forecast-text.js';
import type { WatchOutcome } from './watch-outcome.js';

/** How watching ended, and how good the forecasts were; a line each. */
export function outcomeLines(outcome: WatchOutcome): readonly string[] {
  const { checks } = outcome;
  const heading = 'forecasts, of what came:';
  return [
    endingText(outcome),
    ...(checks.length === 0 ? [] : [heading, ...checks.map((check) => `  ${checkText(check)}`)]),
  ];
}

function endingText({ last, name, reason }: WatchOutcome): string {
  const because = reason === null ? '' : `: ${reason}`;
  if (last === null) return `nothing was seen of a migration${because}`;
  const seen = clockText(last.elapsedMs);
  switch (name) {
    case 'completed': {
      const { downtimeMs, elapsedMs } = last;
      const downtime = downtimeMs === null ? '' : `, downtime ${shortNumber(downtimeMs)} ms`;
      return `completed in ${secondsText(elapsedMs)}${downtime}`;
    }
    case 'failed':
    case 'cancelled':
      return `${name} after ${seen}${because}`;
    case 'unfinished':
      return `unfinished: what was read ends after ${seen}, with the status ${last.status}`;
    case 'monitor-gone':
      return `unfinished: nobody answers after ${seen}${because}`;
    case 'interrupted':
      return `interrupted after ${seen}, with the status ${last.status}`;
  }
}

function checkText({ converges, downtime, end, percent }: ForecastCheck): string {
  const sure = `${Math.round(converges * 100)} % sure to converge`;
  const parts = [
    end === null ? 'no end' : `end ${checkedText(end, 1000, 's')}`,
    ...(downtime === null ? [] : [`downtime ${checkedText(downtime, 1, 'ms')}`]),
    sure,
  ];
  return `at ${percent} %: ${parts.join('; ')}`;
}

function checkedText(
  { errorPercent, forecast, isWithin }: CheckedNumber,
  perUnit: number,
  unit: string,
): string {
  const held = isWithin ? 'within' : 'not within';
  return `${rangeText(forecast, perUnit, unit)}, ${signed(errorPercent)} %, ${held}`;
}
