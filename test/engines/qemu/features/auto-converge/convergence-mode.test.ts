import { expect, test } from 'vitest';
import {
  type ConvergenceChoice,
  convergenceConflict,
  convergenceModeName,
  defaultBackgroundSync,
  neverReleased,
} from '../../../../../src/engines/qemu/features/auto-converge/convergence-mode.js';
import type { QemuVersion } from '../../../../../src/profiles/qemu-version.js';
import type { BackgroundSyncForm } from '../../../../../src/engines/scenario.js';

function choice(
  autoConverge: boolean,
  backgroundSync: BackgroundSyncForm,
  responsiveThrottle: boolean,
): ConvergenceChoice {
  return { autoConverge, backgroundSync, responsiveThrottle };
}

test.each<[boolean, BackgroundSyncForm, boolean, string, readonly string[]]>([
  [false, 'off', false, 'precopy', []],
  [true, 'off', false, 'original', []],
  [true, 'merged', false, 'background sync', []],
  [true, 'v2', false, 'background sync', ['background sync v2']],
  [
    true,
    'v1',
    true,
    'background sync + responsive throttle',
    ['background sync v1', 'responsive throttle'],
  ],
  [true, 'off', true, 'responsive throttle', ['responsive throttle']],
  [false, 'v1', false, 'precopy + background sync', ['background sync v1']],
])('%s, %s, %s is called %s', (converge, form, responsive, name, unreleased) => {
  expect(convergenceModeName(choice(converge, form, responsive))).toBe(name);
  expect(neverReleased(choice(converge, form, responsive))).toEqual(unreleased);
});

test.each<[boolean, QemuVersion, BackgroundSyncForm]>([
  [true, '9.1', 'off'],
  [true, '9.2', 'merged'],
  [true, '10.2', 'merged'],
  [false, '10.2', 'off'],
])('auto-converge %s in QEMU %s has background sync %s', (autoConverge, version, form) => {
  expect(defaultBackgroundSync(autoConverge, version)).toBe(form);
});

test.each<[ConvergenceChoice, QemuVersion, string | null]>([
  [choice(true, 'v1', true), '9.1', null],
  [choice(false, 'v1', false), '9.1', null],
  [choice(true, 'v2', false), '8.2', null],
  [choice(true, 'off', true), '10.2', null],
  [choice(true, 'merged', true), '9.2', null],
  [choice(true, 'merged', false), '9.1', 'backgroundSync'],
  [choice(true, 'v1', false), '9.2', 'backgroundSync'],
  [choice(false, 'v2', false), '9.1', 'backgroundSync'],
  [choice(false, 'merged', false), '10.0', 'backgroundSync'],
  [choice(false, 'off', true), '9.1', 'responsiveThrottle'],
])('%j in QEMU %s conflicts in %s', (made, version, parameter) => {
  const conflict = convergenceConflict(made, version, '--auto-converge');
  expect(conflict?.parameter ?? null).toBe(parameter);
});
