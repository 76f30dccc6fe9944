import type { GuestperfReport } from '../guestperf/report-schema.js';

/** QEMU's capabilities of what is not modelled, and its name. */
const features: readonly { readonly capability: string; readonly name: string }[] = [
  { capability: 'background-snapshot', name: 'background snapshot' },
  { capability: 'block', name: 'block migration' },
  { capability: 'mapped-ram', name: 'mapped RAM' },
  { capability: 'rdma-pin-all', name: 'RDMA' },
  { capability: 'x-colo', name: 'COLO' },
  { capability: 'x-ignore-shared', name: 'shared RAM that is not sent' },
  { capability: 'zero-copy-send', name: 'sending without copying' },
];

/**
 * The feature of a recorded migration that is not modelled, or null if all are. A prediction
 * without it would be of another migration.
 */
export function unmodelledFeature({ extra, transport }: GuestperfReport): string | null {
  if (transport === 'rdma') return 'RDMA';
  const capabilities: Readonly<Record<string, unknown>> = extra?.capabilities ?? {};
  return features.find(({ capability }) => capabilities[capability] === true)?.name ?? null;
}
