import {
  type ConvergenceModeName,
  convergenceModeNames,
  convergenceModes,
} from '../engines/qemu/features/auto-converge/convergence-mode.js';
import { formsOf } from '../engines/qemu/features/background-sync/refusals.js';
import { InputError } from '../input/input-error.js';
import type { QemuVersion } from '../profiles/qemu-version.js';
import type { GivenSettings } from './given-settings.js';

/**
 * Gives the settings that the name of a mode stands for.
 *
 * @returns the name; null if none was given
 * @throws InputError if some of them have been given as well
 */
export function applyMode(given: GivenSettings): ConvergenceModeName | null {
  const mode = (given.value('mode') ?? null) as ConvergenceModeName | null;
  if (mode === null) return null;
  const choice = convergenceModes[mode];
  const written = ['backgroundSync', 'autoConverge', 'responsiveThrottle'].find(
    (key) =>
      given.keys().includes(key) &&
      !given.isForAll(key) &&
      !(key === 'autoConverge' && choice[key]),
  );
  if (written !== undefined) {
    const problem = `contradicts ${given.name(written)}`;
    throw new InputError({ subject: given.name('mode'), value: mode, problem });
  }
  for (const [key, value] of Object.entries(choice)) given.imply(key, value, 'mode');
  return mode;
}

/** The modes that a version has, or had a patch for. */
export function modesOf(version: QemuVersion): readonly ConvergenceModeName[] {
  const forms = formsOf(version);
  return convergenceModeNames.filter((mode) =>
    forms.includes(convergenceModes[mode].backgroundSync),
  );
}
