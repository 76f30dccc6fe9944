import { isAtLeast, type QemuVersion } from '../../../../profiles/qemu-version.js';

/**
 * Who finds out that a page is zero (QEMU 9.0, `zero-page-detection`): nobody, the migration thread,
 * or the threads of the multifd channels.
 */
export const zeroPageDetections = ['none', 'legacy', 'multifd'] as const;
export type ZeroPageDetection = (typeof zeroPageDetections)[number];

/**
 * How the state of VFIO devices travels when the guest has stopped (the thread of April 2024):
 *
 * - `serial`: device after device on the main channel, after RAM.
 * - `after-ram`: after RAM, all devices at the same time over the multifd channels.
 * - `parallel`: at the same time as the RAM that is left.
 */
export const deviceStateTransfers = ['serial', 'after-ram', 'parallel'] as const;
export type DeviceStateTransfer = (typeof deviceStateTransfers)[number];

/** `multifd-channels` in QEMU. */
export const multifdChannelRange = { min: 1, max: 255, unit: 'channels' } as const;
export const defaultMultifdChannels = 2;

/** Over how many streams RAM and device state travel. */
export interface TransferParameters {
  /** `multifd-channels`; 0 without multifd. */
  readonly multifdChannels: number;
  readonly zeroPageDetection: ZeroPageDetection;
  /** State of all VFIO devices together; null: what the host profile says. */
  readonly deviceStateMib: number | null;
  readonly deviceStateTransfer: DeviceStateTransfer;
  /** How many of the channels carry device state only. */
  readonly deviceStateChannels: number;
}

/** One stream, as QEMU's default is. */
export const plainTransfer: TransferParameters = {
  multifdChannels: 0,
  zeroPageDetection: 'legacy',
  deviceStateMib: null,
  deviceStateTransfer: 'serial',
  deviceStateChannels: 0,
};

/** The version with which the parameter zero-page-detection came. */
export const zeroPageDetectionSince: QemuVersion = '9.0';

/** The version with which device state over multifd came, on shared channels. */
export const deviceStateSince: QemuVersion = '10.0';

/** What detects zero pages by default (QEMU, zero-page-detection): the channels from 9.0 on. */
export function defaultZeroPageDetection(version: QemuVersion): ZeroPageDetection {
  return isAtLeast(version, zeroPageDetectionSince) ? 'multifd' : 'legacy';
}

/** What of a transfer was proposed on the mailing list and never in a release, in words. */
export function unreleasedTransfer(
  transfer: TransferParameters | undefined,
  version: QemuVersion,
): string[] {
  if (transfer === undefined) return [];
  const { deviceStateTransfer, deviceStateChannels } = transfer;
  if (deviceStateTransfer === 'serial') return [];
  const proposal = 'proposed 2024, dedicated channels never in a release';
  if (deviceStateChannels > 0) return [`dedicated device-state channels: ${proposal}`];
  if (deviceStateTransfer === 'after-ram') {
    return ['device state over multifd after RAM: proposed 2024, never in a release'];
  }
  if (isAtLeast(version, deviceStateSince)) return [];
  return [`device state over multifd with QEMU ${version}: ${proposal}`];
}
