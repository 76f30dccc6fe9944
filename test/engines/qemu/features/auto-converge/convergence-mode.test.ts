import { expect, test } from 'vitest';
import { convergenceModeName } from '../../../../../src/engines/qemu/features/auto-converge/convergence-mode.js';
import type { BackgroundSyncForm } from '../../../../../src/engines/qemu/features/background-sync/settings.js';

test.each<[boolean, BackgroundSyncForm, boolean, string]>([
  [false, 'off', false, 'precopy'],
  [true, 'off', false, 'original'],
  [true, 'merged', false, 'background sync'],
  [true, 'v2', false, 'background sync'],
  [true, 'v1', true, 'background sync + responsive throttle'],
  [true, 'off', true, 'responsive throttle'],
  [false, 'v1', false, 'precopy + background sync'],
])('%s, %s, %s is called %s', (autoConverge, backgroundSync, responsiveThrottle, name) => {
  const choice = { autoConverge, backgroundSync, responsiveThrottle, dirtyLimit: false };
  expect(convergenceModeName(choice)).toBe(name);
});

test('with a dirty limit instead of auto-converge it is called after that', () => {
  const choice = { autoConverge: false, backgroundSync: 'off', responsiveThrottle: false } as const;
  expect(convergenceModeName({ ...choice, dirtyLimit: true })).toBe('dirty limit');
});
