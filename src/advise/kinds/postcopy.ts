import { plainTransfer } from '../../engines/qemu/features/multifd/transfer.js';
import type { CandidateKind } from '../candidate-kind.js';

/** Iteration counts at which it begins: when all of RAM was sent once, and a little later. */
const startsAt = [2, 5];

/** The guest goes on at the destination when RAM was sent once, and fetches what is missing. */
export const postcopy: CandidateKind = {
  name: 'postcopy',
  isAvailable: ({ host }) => (host.transfer?.vfioStateMib?.value ?? 0) === 0,
  coarse: ({ plain }) =>
    startsAt.map((startAtIterations) => ({
      ...plain,
      transfer: { ...plainTransfer, ...plain.transfer, multifdChannels: 0 },
      postcopy: { startAtIterations, maxBandwidthMibPerSecond: 0, preempt: true },
    })),
  refine: () => [],
};
