import type { ScenarioStrategy } from '../../../scenario.js';

/** Whether a strategy throttles the guest, as auto-converge does. */
export function hasThrottle(strategy: ScenarioStrategy | undefined): boolean {
  return strategy?.hooks.includes('throttle') === true;
}
