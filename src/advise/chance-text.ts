import { wilsonInterval } from '../statistics/wilson.js';
import { sureBound } from '../statistics/sure-bound.js';

/**
 * What so many runs show of a chance, with 95 % confidence: "at least 86 %", "at most 37 %", "76 to 99 %".
 *
 * @param met of `runs`
 */
export function chanceText(met: number, runs: number): string {
  if (met === runs) return `at least ${percent(sureBound(runs))} %`;
  if (met === 0) return `at most ${percent(1 - sureBound(runs))} %`;
  const { high, low } = wilsonInterval(met, runs);
  return `${percent(low)} to ${percent(high)} %`;
}

function percent(share: number): number {
  return Math.round(100 * share);
}
