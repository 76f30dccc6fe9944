import type { QemuScenario } from '../../scenario.js';
import type { QemuSettings } from '../settings.js';

/** Settings whose past cannot be known from outside, with what of it cannot. */
export function uncontinued({
  settings,
}: QemuScenario): readonly (readonly [keyof QemuSettings, string])[] {
  const all: readonly (readonly [keyof QemuSettings, boolean, string])[] = [
    ['compressionXbzrle', settings.compressionXbzrle, 'what its cache holds is not known'],
    ['dirtyRingSize', settings.dirtyRingSize > 0, 'how full its rings are is not known'],
    ['freePageHint', settings.freePageHint !== 'none', 'what the guest has reported is not known'],
    [
      'backgroundSync',
      settings.backgroundSync === 'v1' || settings.backgroundSync === 'v2',
      'when it has looked is not known',
    ],
  ];
  return all
    .filter(([, isOn]) => isOn)
    .map(([setting, , unknown]) => [
      setting,
      `cannot be continued in a migration that is under way: ${unknown}`,
    ]);
}
