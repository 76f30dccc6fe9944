import { isAtLeast } from '../../../../profiles/qemu-version.js';
import { notYetIn, type QemuRefusal } from '../../qemu-refusal.js';
import { qemuHintingSince } from './settings.js';

export const freePageRefusals: readonly QemuRefusal[] = [
  {
    subject: 'freePageHint',
    source: 'QEMU 4.0, hw/virtio/virtio-balloon.c',
    problem: ({ settings: { freePageHint }, version }) =>
      freePageHint === 'qemu-hinting' && !isAtLeast(version, qemuHintingSince)
        ? { value: freePageHint, problem: notYetIn(version, qemuHintingSince) }
        : null,
  },
];
