import { isAtLeast, type QemuVersion } from '../../../../profiles/qemu-version.js';
import type { Refused } from '../../../refusal.js';
import { hasThrottle } from '../strategy/hooks-of-scenario.js';
import { notYetIn, type QemuRefusal } from '../../qemu-refusal.js';
import { type BackgroundSyncForm, backgroundSyncForms, mergedSince } from './settings.js';

/** The forms that a version has, or had a patch for. */
export function formsOf(version: QemuVersion): readonly BackgroundSyncForm[] {
  const isMerged = isAtLeast(version, mergedSince);
  return backgroundSyncForms.filter((form) => form === 'off' || (form === 'merged') === isMerged);
}

function notIn(version: QemuVersion, form: BackgroundSyncForm): Refused | null {
  const forms = formsOf(version);
  if (forms.includes(form)) return null;
  const problem =
    form === 'merged'
      ? notYetIn(version, mergedSince)
      : `was a patch against QEMU 9.1, never in a release, and does not apply to ${version}`;
  return { value: form, problem, allowed: forms.join(', ') };
}

export const backgroundSyncRefusals: readonly QemuRefusal[] = [
  {
    subject: 'backgroundSync',
    source: 'the series of 2024, and QEMU 9.2',
    problem({ name, settings: { autoConverge, backgroundSync }, strategy, version }) {
      const missing = notIn(version, backgroundSync);
      if (missing !== null) return missing;
      const isPartOfIt = backgroundSync === 'v2' || backgroundSync === 'merged';
      if (autoConverge || hasThrottle(strategy) || !isPartOfIt) return null;
      return { value: backgroundSync, problem: `needs ${name('autoConverge')}` };
    },
  },
];
