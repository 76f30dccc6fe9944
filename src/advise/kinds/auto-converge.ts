import type { Settings } from '../../settings/resolve.js';
import type { CandidateKind } from '../candidate.js';

/** Initial throttle, step and ceiling, percent. The first is QEMU's default. */
const coarseThrottles = [
  [20, 10, 99],
  [50, 20, 99],
  [80, 10, 99],
  [20, 10, 50],
  [20, 10, 70],
  [50, 10, 80],
  [50, 10, 90],
] as const;

/** Auto-converge, with the background sync that the version brings with it. */
export const autoConverge: CandidateKind = {
  name: 'auto-converge',
  isLastResort: false,
  coarse: () => coarseThrottles.map(([initial, step, maximum]) => throttle(initial, step, maximum)),
  refine({ scenario: { settings } }) {
    const { autoConvergeStep: step, maxThrottle: maximum, throttleInitial: initial } = settings;
    if (!settings.autoConverge) return [];
    return [
      throttle(initial + 10, step, maximum),
      throttle(initial - 10, step, maximum),
      throttle(initial, step / 2, maximum),
      throttle(initial, step * 2, maximum),
      throttle(initial, step, maximum - 10),
      throttle(initial, step, maximum + 5),
    ];
  },
};

/** Auto-converge with values brought into QEMU's ranges. */
export function throttle(initial: number, step: number, maximum: number): Settings {
  const throttleInitial = inRange(initial);
  return {
    autoConverge: true,
    throttleInitial,
    autoConvergeStep: inRange(step),
    maxThrottle: Math.max(throttleInitial, inRange(maximum)),
  };
}

function inRange(percent: number): number {
  return Math.min(99, Math.max(1, Math.round(percent)));
}
