import type { Refused } from '../../../refusal.js';
import type { QemuRefusal, QemuRefusalContext } from '../../qemu-refusal.js';
import { mayPostcopy } from './postcopy.js';

function needsPostcopy({ name }: QemuRefusalContext): Refused {
  return { problem: `needs ${name('postCopy')}, or a policy that starts postcopy` };
}

/** Who asks for postcopy. */
function asker({ name, settings }: QemuRefusalContext): string {
  return settings.postCopy ? name('postCopy') : name('policy');
}

export const postcopyRefusals: readonly QemuRefusal[] = [
  {
    subject: 'postcopyPreempt',
    source: 'QEMU, migrate_caps_check',
    problem: (context) =>
      context.settings.postcopyPreempt && !mayPostcopy(context) ? needsPostcopy(context) : null,
  },
  {
    subject: 'maxPostcopyBandwidth',
    source: 'a bandwidth of something that was not asked for is a mistake',
    problem: (context) =>
      context.settings.maxPostcopyBandwidth > 0 && !mayPostcopy(context)
        ? needsPostcopy(context)
        : null,
  },
  {
    subject: 'postCopy',
    source: 'a manager and guestperf would both start it',
    problem: ({ name, policy, settings }) =>
      settings.postCopy && policy !== null
        ? { problem: `contradicts ${name('policy')}: a policy decides by itself` }
        : null,
  },
  {
    subject: 'postCopy',
    source: 'guestperf, scenario.py: one or the other',
    problem: ({ name, settings: { pause, pauseAfter, postCopy } }) =>
      postCopy && (pause || pauseAfter !== null)
        ? { problem: `contradicts ${name('pause')}: a guest that stands still needs no postcopy` }
        : null,
  },
  {
    subject: 'freePageHint',
    source: 'QEMU, virtio_balloon_free_page_hint_notify',
    problem: (context) =>
      mayPostcopy(context) && context.settings.freePageHint !== 'none'
        ? { problem: `is ignored by QEMU with postcopy (${asker(context)})` }
        : null,
  },
  {
    subject: 'deviceState',
    source: 'QEMU, hw/vfio/migration.c',
    problem: (context) =>
      mayPostcopy(context) && context.settings.deviceState > 0
        ? {
            problem: `must be 0 with postcopy (${asker(context)}): QEMU does not migrate VFIO devices so`,
          }
        : null,
  },
];
