import type { QemuScenario } from '../../scenario.js';

/** Settings whose past cannot be known from outside, with what of it cannot. */
export function uncontinued({
  settings,
  strategy,
  workload,
}: QemuScenario): readonly (readonly [string, string])[] {
  const all: readonly (readonly [string, boolean, string])[] = [
    ['compressionXbzrle', settings.compressionXbzrle, 'what its cache holds is not known'],
    ['dirtyRingSize', settings.dirtyRingSize > 0, 'how full its rings are is not known'],
    ['freePageHint', settings.freePageHint !== 'none', 'what the guest has reported is not known'],
    [
      'backgroundSync',
      settings.backgroundSync === 'v1' || settings.backgroundSync === 'v2',
      'when it has looked is not known',
    ],
    ['strategy', strategy !== undefined, 'what it remembers is not known'],
    [
      'workload',
      workload.kind === 'ended' && workload.allocator !== undefined,
      'what its allocator has taken is not known',
    ],
  ];
  return all
    .filter(([, isOn]) => isOn)
    .map(([setting, , unknown]) => [
      setting,
      `cannot be continued in a migration that is under way: ${unknown}`,
    ]);
}
