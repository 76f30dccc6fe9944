import * as z from 'zod/mini';
import { parameterSchema, positiveParameterSchema } from './provenance.js';
import type { TransferParameters } from '../engines/qemu/features/multifd/transfer.js';

/**
 * What only multifd and VFIO devices ask of a pair of hosts. Each number may be absent; then it is
 * that of `hostTransferDefaults`.
 */
export const hostTransferSchema = z.strictObject({
  /** Cores that the migration's threads may use. */
  cores: z.optional(positiveParameterSchema),
  /** What one stream carries at most, 10^9 bit/s. */
  streamGbitPerSecond: z.optional(positiveParameterSchema),
  /** Migration thread's time to find a page and put it into a packet, ns. */
  queuePageNs: z.optional(parameterSchema),
  /** Time that each channel thread beyond the cores adds when all channels synchronise, microseconds. */
  threadSwitchUs: z.optional(parameterSchema),
  /** Number of VFIO devices. */
  vfioDevices: z.optional(positiveParameterSchema),
  /** State of one VFIO device, MiB. */
  vfioStateMib: z.optional(parameterSchema),
  /** Time in which a VFIO device gets from running to the state in which it can be read, ms. */
  vfioStopCopyMs: z.optional(parameterSchema),
  /** What is read of the state of one VFIO device, 10^6 byte/s. */
  vfioReadMbPerSecond: z.optional(positiveParameterSchema),
  /** What the destination loads into one VFIO device, 10^6 byte/s. */
  vfioLoadMbPerSecond: z.optional(positiveParameterSchema),
});

export type HostTransferProfile = z.infer<typeof hostTransferSchema>;

/** The values without their provenance. */
export type HostTransfer = Readonly<Record<keyof HostTransferProfile, number>>;

/**
 * For profiles that say nothing: a stream that the link alone limits, more cores than channels, and
 * one VFIO device without state, read and loaded at what was reported of network cards in 2024.
 */
export const hostTransferDefaults: HostTransfer = {
  cores: 255,
  streamGbitPerSecond: 1_000_000,
  queuePageNs: 100,
  threadSwitchUs: 0,
  vfioDevices: 1,
  vfioStateMib: 0,
  vfioStopCopyMs: 20,
  vfioReadMbPerSecond: 400,
  vfioLoadMbPerSecond: 400,
};

/** The values of a profile, defaults where it has none. */
export function hostTransferValues(profile: HostTransferProfile | undefined): HostTransfer {
  const values: Record<keyof HostTransferProfile, number> = { ...hostTransferDefaults };
  for (const [name, parameter] of Object.entries(profile ?? {})) {
    if (parameter !== undefined) values[name as keyof HostTransferProfile] = parameter.value;
  }
  return values;
}

/** State of all VFIO devices together in MiB: what a transfer says, else what the profile says. */
export function deviceStateMib(
  transfer: TransferParameters,
  profile: HostTransferProfile | undefined,
): number {
  const { vfioDevices, vfioStateMib } = hostTransferValues(profile);
  return transfer.deviceStateMib ?? vfioDevices * vfioStateMib;
}
