import type { QemuRelease } from '../../../../profiles/qemu-version.js';
import { choice } from '../../../setting.js';

/**
 * What a migration does with the guest's reports of free pages. All but `qemu-hinting`,
 * which is virtio-balloon's free page hinting, were discussed on the KVM list in 2016.
 */
export const freePagePolicies = [
  'none',
  'blocking',
  'async-filter',
  'stopped-filter',
  'flush-queue',
  'first-pass-only',
  'qemu-hinting',
] as const;
export type FreePagePolicyName = (typeof freePagePolicies)[number];

/** Why a policy can lose pages; policies that are not listed never do. */
export const unsafeFreePagePolicies: Readonly<Partial<Record<FreePagePolicyName, string>>> = {
  'async-filter': 'a list that a sync overtakes is applied all the same',
  'flush-queue': 'a list that is being built during a sync is queued after it, and applied',
};

/** The release with which virtio-balloon's free page hinting came. */
export const qemuHintingSince: QemuRelease = '4.0';

export const freePageSettings = {
  freePageHint: choice({
    choices: freePagePolicies,
    placeholder: 'POLICY',
    help:
      'skip pages that the guest reports as free: ' +
      `${freePagePolicies.join(', ')}; UNSAFE, kept to demonstrate lost pages: ` +
      `${Object.keys(unsafeFreePagePolicies).join(', ')}; only qemu-hinting is in a release`,
    standard: 'none',
    record: {
      key: 'free_page_hint',
      description: "What is done with the guest's reports of free pages; none if absent",
      isThere: ({ settings }) => settings['freePageHint'] !== 'none',
    },
  }),
};
