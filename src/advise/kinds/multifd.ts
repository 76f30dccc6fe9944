import { isAtLeast } from '../../profiles/qemu-version.js';
import { noEncoding } from '../../engines/qemu/features/compression/encoding.js';
import type { QemuScenario } from '../../engines/scenario.js';
import {
  defaultZeroPageDetection,
  deviceStateSince,
  plainTransfer,
} from '../../engines/qemu/features/multifd/transfer.js';
import type { CandidateKind } from '../candidate-kind.js';

/** RAM over several channels: it helps where one thread cannot fill the link. */
export const multifd: CandidateKind = {
  name: 'multifd',
  isAvailable: () => true,
  coarse({ plain, survey }) {
    const link = (plain.host.parameters.linkGbitPerSecond.value * 1e9) / 8;
    const isFull = (survey.sent_bytes_per_second ?? 0) > 0.85 * link;
    // Channels do not widen a link that is full already.
    return isFull && !survey.converges ? [] : [2, 4, 8].map((count) => overChannels(plain, count));
  },
  refine(good) {
    if ((good.encoding ?? noEncoding).xbzrle !== null) return [];
    const { transfer = plainTransfer } = good;
    const now = transfer.multifdChannels;
    return now === 0
      ? [4].map((channels) => overChannels(good, channels))
      : [now * 2, now / 2].filter((to) => to >= 2).map((to) => overChannels(good, to));
  },
};

/** A scenario over so many channels of multifd. */
export function overChannels(scenario: QemuScenario, channels: number): QemuScenario {
  const { transfer = plainTransfer, version } = scenario;
  return {
    ...scenario,
    transfer: {
      ...transfer,
      multifdChannels: channels,
      zeroPageDetection: defaultZeroPageDetection(version),
      // QEMU sends the state of VFIO devices so where it can.
      deviceStateTransfer: isAtLeast(version, deviceStateSince) ? 'parallel' : 'serial',
    },
  };
}
