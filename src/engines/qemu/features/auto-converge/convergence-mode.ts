import type { InputProblem } from '../../../../input/input-error.js';
import { isAtLeast, type QemuVersion } from '../../../../profiles/qemu-version.js';
import { type BackgroundSyncForm, backgroundSyncForms } from '../../../scenario.js';

/** The ways to converge that a migration uses together. */
export interface ConvergenceChoice {
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

/** The version with which a background sync came into QEMU: `merged`. */
const mergedSince: QemuVersion = '9.2';

/** What QEMU does by itself: since 9.2, auto-converge brings the background sync with it. */
export function defaultBackgroundSync(
  autoConverge: boolean,
  version: QemuVersion,
): BackgroundSyncForm {
  return autoConverge && isAtLeast(version, mergedSince) ? 'merged' : 'off';
}

/** The name of a mode, as the published tables have it. */
export function convergenceModeName(
  choice: ConvergenceChoice & { readonly dirtyLimit?: boolean },
): string {
  const refinements = [
    ...(choice.backgroundSync === 'off' ? [] : ['background sync']),
    ...(choice.responsiveThrottle ? ['responsive throttle'] : []),
  ];
  if (!choice.autoConverge) {
    return [choice.dirtyLimit === true ? 'dirty limit' : 'precopy', ...refinements].join(' + ');
  }
  return refinements.length === 0 ? 'original' : refinements.join(' + ');
}

/** What of a choice was proposed on the mailing list and never in a release, in words. */
export function neverReleased(choice: ConvergenceChoice): string[] {
  const { backgroundSync, responsiveThrottle } = choice;
  return [
    ...(backgroundSync === 'v1' || backgroundSync === 'v2'
      ? [`background sync ${backgroundSync}`]
      : []),
    ...(responsiveThrottle ? ['responsive throttle'] : []),
  ];
}

/** A contradiction, and the part of the choice in which it lies. */
export interface ConvergenceConflict {
  readonly parameter: 'backgroundSync' | 'responsiveThrottle';
  readonly detail: Omit<InputProblem, 'subject'>;
}

/**
 * What is contradictory in a choice for a version of QEMU; null if nothing is.
 *
 * @param autoConvergeName what the user calls auto-converge: a flag or a JSON path
 */
export function convergenceConflict(
  choice: ConvergenceChoice,
  version: QemuVersion,
  autoConvergeName: string,
): ConvergenceConflict | null {
  const { autoConverge, backgroundSync, responsiveThrottle } = choice;
  const allowed = formsOf(version).join(', ');
  const refusal = (problem: string, allowedForms?: string): ConvergenceConflict => ({
    parameter: 'backgroundSync',
    detail: {
      value: backgroundSync,
      problem,
      ...(allowedForms !== undefined && { allowed: allowedForms }),
    },
  });
  if (!formsOf(version).includes(backgroundSync)) {
    return backgroundSync === 'merged'
      ? refusal(`is not in QEMU ${version}, it came with ${mergedSince}`, allowed)
      : refusal(
          `was a patch against QEMU 9.1, never in a release, and does not apply to ${version}`,
          allowed,
        );
  }
  if (!autoConverge && (backgroundSync === 'v2' || backgroundSync === 'merged')) {
    return refusal(`needs ${autoConvergeName}`);
  }
  if (!autoConverge && responsiveThrottle) {
    return { parameter: 'responsiveThrottle', detail: { problem: `needs ${autoConvergeName}` } };
  }
  return null;
}

function formsOf(version: QemuVersion): readonly BackgroundSyncForm[] {
  const isMerged = isAtLeast(version, mergedSince);
  return backgroundSyncForms.filter((form) => form === 'off' || (form === 'merged') === isMerged);
}
