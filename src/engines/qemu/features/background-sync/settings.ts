import { isAtLeast, type QemuVersion } from '../../../../profiles/qemu-version.js';
import { choice } from '../../../setting.js';

/**
 * Forms of the sync that takes place while an iteration is under way: `v1` and `v2` were proposed in
 * 2024 and never merged in that form, `merged` is in QEMU 9.2 and later.
 */
export const backgroundSyncForms = ['off', 'v1', 'v2', 'merged'] as const;
export type BackgroundSyncForm = (typeof backgroundSyncForms)[number];

/** The version with which a background sync came into QEMU: `merged`. */
export const mergedSince: QemuVersion = '9.2';

export const backgroundSyncSettings = {
  backgroundSync: choice({
    choices: backgroundSyncForms,
    help:
      'sync the dirty bitmap during an iteration: merged is in QEMU 9.2 and later, v1 and v2 were ' +
      'proposed, never in a release',
    // Since 9.2 auto-converge brings it along.
    standard: ({ settings, version }) =>
      settings['autoConverge'] === true && isAtLeast(version as QemuVersion, mergedSince)
        ? 'merged'
        : 'off',
    standardText: 'merged with --auto-converge and QEMU 9.2 or later, else off',
    record: { key: 'background_sync', description: 'Sync while an iteration is under way' },
  }),
};
