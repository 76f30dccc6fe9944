import type { ScenarioStrategy } from '../../../scenario.js';

/** Whether a strategy throttles the guest, as auto-converge does. */
export function hasThrottle(strategy: ScenarioStrategy | undefined): boolean {
  return strategy?.hooks.includes('throttle') === true;
}

/** Whether a strategy says when the dirty log is read in the background. */
export function hasSync(strategy: ScenarioStrategy | undefined): boolean {
  return strategy?.hooks.includes('sync') === true;
}

/** Whether a strategy says when postcopy begins, and all else about the end. */
export function hasCompletion(strategy: ScenarioStrategy | undefined): boolean {
  return strategy?.hooks.includes('completion') === true;
}
