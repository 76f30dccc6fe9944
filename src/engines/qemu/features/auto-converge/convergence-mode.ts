import type { BackgroundSyncForm } from '../background-sync/settings.js';

/** The ways to converge that a mode stands for. */
interface ConvergenceChoice {
  readonly autoConverge: boolean;
  readonly backgroundSync: BackgroundSyncForm;
  readonly responsiveThrottle: boolean;
}

const throttled = { autoConverge: true, responsiveThrottle: false };
const responsive = { autoConverge: true, responsiveThrottle: true };

/** Modes that have a name of their own, for `--mode`. */
export const convergenceModes = {
  precopy: { autoConverge: false, backgroundSync: 'off', responsiveThrottle: false },
  original: { ...throttled, backgroundSync: 'off' },
  v1: { ...throttled, backgroundSync: 'v1' },
  v2: { ...throttled, backgroundSync: 'v2' },
  merged: { ...throttled, backgroundSync: 'merged' },
  responsive: { ...responsive, backgroundSync: 'off' },
  'v1+responsive': { ...responsive, backgroundSync: 'v1' },
  'v2+responsive': { ...responsive, backgroundSync: 'v2' },
  'merged+responsive': { ...responsive, backgroundSync: 'merged' },
} as const satisfies Record<string, ConvergenceChoice>;

export type ConvergenceModeName = keyof typeof convergenceModes;
export const convergenceModeNames = Object.keys(convergenceModes) as ConvergenceModeName[];

/** The name of a mode, as the published tables have it. */
export function convergenceModeName(
  choice: ConvergenceChoice & { readonly dirtyLimit: boolean },
): string {
  const refinements = [
    ...(choice.backgroundSync === 'off' ? [] : ['background sync']),
    ...(choice.responsiveThrottle ? ['responsive throttle'] : []),
  ];
  if (!choice.autoConverge) {
    return [choice.dirtyLimit ? 'dirty limit' : 'precopy', ...refinements].join(' + ');
  }
  return refinements.length === 0 ? 'original' : refinements.join(' + ');
}
