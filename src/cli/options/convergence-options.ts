import {
  type ConvergenceChoice,
  convergenceConflict,
  defaultBackgroundSync,
} from '../../scenario/convergence-mode.js';
import { InputError } from '../../scenario/input-error.js';
import type { QemuVersion } from '../../scenario/qemu-version.js';
import { backgroundSyncForms } from '../../scenario/scenario.js';
import { flagOf, type OptionValues } from './option.js';
import { choiceOption, hiddenSwitch, switchOption } from './text-option.js';

/** Options that change how auto-converge converges. */
export const convergenceOptions = {
  backgroundSync: choiceOption({
    choices: backgroundSyncForms,
    description:
      'sync while an iteration is under way: merged is in QEMU 9.2 and later, v1 and v2 were ' +
      'proposed, never in a release',
    fallback: null,
    fallbackText: 'merged with --auto-converge and QEMU 9.2 or later, else off',
  }),
  responsiveThrottle: switchOption(
    'throttle as soon as the dirty ratio stays high; proposed, never in a release',
  ),
  cpuResponsiveThrottle: hiddenSwitch('--responsive-throttle, as the v1 series called it'),
  cpuThrottleResponsive: hiddenSwitch('--responsive-throttle, as the v2 series called it'),
};

type ConvergenceOptions = OptionValues<typeof convergenceOptions> & {
  readonly autoConverge: boolean;
};

/**
 * The ways to converge that a command line asks for.
 *
 * @throws InputError if they contradict each other or the version
 */
export function convergenceChoice(
  options: ConvergenceOptions,
  version: QemuVersion,
): ConvergenceChoice {
  const { autoConverge } = options;
  const choice = {
    autoConverge,
    backgroundSync: options.backgroundSync ?? defaultBackgroundSync(autoConverge, version),
    responsiveThrottle: responsiveFlag(options) !== null,
  };
  const conflict = convergenceConflict(choice, version, '--auto-converge');
  if (conflict === null) return choice;
  const subject =
    conflict.parameter === 'backgroundSync' ? '--background-sync' : responsiveFlag(options);
  throw new InputError({ ...conflict.detail, subject: subject ?? '--responsive-throttle' });
}

/** The spelling in which the responsive throttle was asked for; null if it was not. */
function responsiveFlag(options: ConvergenceOptions): string | null {
  const spellings = [
    'responsiveThrottle',
    'cpuResponsiveThrottle',
    'cpuThrottleResponsive',
  ] as const;
  const written = spellings.find((spelling) => options[spelling]);
  return written === undefined ? null : flagOf(written);
}
