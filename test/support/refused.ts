import { vi } from 'vitest';
import type { Refusal } from '../../src/engines/refusal.js';
import { InputError } from '../../src/input/input-error.js';
import { type Settings, tryResolve } from '../../src/settings/resolve.js';

/** The sentence in which settings are refused; null if they are not. */
export function refused(settings: Settings): string | null {
  const resolution = tryResolve(settings);
  return resolution.ok ? null : new InputError(resolution.problem).message;
}

/** The refusals that none of the settings meets. */
export function unmet<Context>(
  refusals: readonly Refusal<Context>[],
  all: readonly Settings[],
): readonly Refusal<Context>[] {
  const looks = refusals.map((refusal) => vi.spyOn(refusal, 'problem'));
  for (const settings of all) tryResolve(settings);
  const rest = refusals.filter((_, index) =>
    looks[index].mock.results.every(({ value }) => value === null),
  );
  vi.restoreAllMocks();
  return rest;
}
