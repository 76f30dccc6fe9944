import {
  type ConvergenceChoice,
  convergenceConflict,
  convergenceModeNames,
  convergenceModes,
  defaultBackgroundSync,
} from '../../engines/qemu/features/auto-converge/convergence-mode.js';
import { InputError } from '../../input/input-error.js';
import type { QemuVersion } from '../../profiles/qemu-version.js';
import { backgroundSyncForms } from '../../engines/scenario.js';
import { flagOf, type OptionValues } from './option.js';
import { choiceOption, hiddenSwitch, switchOption } from './text-option.js';

/** Options that change how auto-converge converges. */
export const convergenceOptions = {
  mode: choiceOption({
    choices: convergenceModeNames,
    description:
      'auto-converge and its refinements by the name of the mode, instead of the options for each: ' +
      convergenceModeNames.join(', '),
    fallback: null,
    fallbackText: 'as those options say',
  }),
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
 * Options as if those that make up `--mode` had been given one by one.
 *
 * @throws InputError if some have been given as well
 */
export function withMode<Given extends ConvergenceOptions>(given: Given): Given {
  const { mode } = given;
  if (mode === null) return given;
  const choice = convergenceModes[mode];
  const written = [
    ...(given.backgroundSync === null ? [] : ['--background-sync']),
    ...(given.autoConverge && !choice.autoConverge ? ['--auto-converge'] : []),
    responsiveFlag(given),
  ].find((flag) => flag !== null);
  if (written === undefined) return { ...given, ...choice };
  throw new InputError({ subject: '--mode', value: mode, problem: `contradicts ${written}` });
}

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
  if (options.mode !== null) {
    const { problem } = conflict.detail;
    const allowed = modesOf(version).join(', ');
    throw new InputError({ subject: '--mode', value: options.mode, problem, allowed });
  }
  const subject =
    conflict.parameter === 'backgroundSync' ? '--background-sync' : responsiveFlag(options);
  throw new InputError({ ...conflict.detail, subject: subject ?? '--responsive-throttle' });
}

/** The modes that a version has, or had a patch for. */
function modesOf(version: QemuVersion): readonly string[] {
  return convergenceModeNames.filter(
    (name) => convergenceConflict(convergenceModes[name], version, '') === null,
  );
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
