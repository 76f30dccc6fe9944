import { defaultBackgroundSync } from '../../engines/qemu/features/auto-converge/convergence-mode.js';
import type { QemuScenario } from '../../engines/scenario.js';
import { type CandidateKind, withMigration } from '../candidate-kind.js';

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
  isAvailable: () => true,
  coarse: ({ plain }) =>
    coarseThrottles.map(([initial, increment, maximum]) =>
      throttled(plain, initial, increment, maximum),
    ),
  refine(good) {
    const { autoConverge: isOn, throttleInitial, throttleIncrement, maxThrottle } = good.migration;
    if (!isOn) return [];
    return [
      throttled(good, throttleInitial + 10, throttleIncrement, maxThrottle),
      throttled(good, throttleInitial - 10, throttleIncrement, maxThrottle),
      throttled(good, throttleInitial, throttleIncrement / 2, maxThrottle),
      throttled(good, throttleInitial, throttleIncrement * 2, maxThrottle),
      throttled(good, throttleInitial, throttleIncrement, maxThrottle - 10),
      throttled(good, throttleInitial, throttleIncrement, maxThrottle + 5),
    ];
  },
};

/** Auto-converge with values brought into QEMU's ranges. */
export function throttled(
  scenario: QemuScenario,
  initial: number,
  increment: number,
  maximum: number,
): QemuScenario {
  const throttleInitial = inRange(initial);
  return withMigration(scenario, {
    autoConverge: true,
    backgroundSync: defaultBackgroundSync(true, scenario.version),
    throttleInitial,
    throttleIncrement: inRange(increment),
    maxThrottle: Math.max(throttleInitial, inRange(maximum)),
  });
}

function inRange(percent: number): number {
  return Math.min(99, Math.max(1, Math.round(percent)));
}
