import {
  isAtLeast,
  type QemuRelease,
  type QemuVersion,
} from '../../../../profiles/qemu-version.js';
import { choice, integer } from '../../../setting.js';

/**
 * How the state of VFIO devices travels when the guest has stopped (the thread of April 2024):
 *
 * - `serial`: device after device on the main channel, after RAM.
 * - `after-ram`: after RAM, all devices at the same time over the multifd channels.
 * - `parallel`: at the same time as the RAM that is left.
 */
export const deviceStateTransfers = ['serial', 'after-ram', 'parallel'] as const;
export type DeviceStateTransfer = (typeof deviceStateTransfers)[number];

/** The version with which device state over multifd came, on shared channels. */
export const deviceStateSince: QemuVersion = '10.0';

/** The release with which VFIO devices came to be migrated. */
export const vfioMigrationSince: QemuRelease = '5.2';

/** The state of VFIO devices, and how it travels. */
export const deviceStateSettings = {
  deviceState: integer({
    min: 0,
    max: 1_048_576,
    unit: 'MiB',
    help: 'state of all VFIO devices together in MiB',
    standard: ({ host: { numbers } }) => numbers.vfioDevices * numbers.vfioStateMib,
    standardText: "the host profile's",
    record: { key: 'device_state', description: 'State of the VFIO devices together, MiB' },
  }),
  deviceStateTransfer: choice({
    choices: deviceStateTransfers,
    help:
      'how that state travels: device by device on the main channel, over the channels after RAM, ' +
      'or over them with RAM',
    // Since 10.0 VFIO devices use multifd where it is on (x-migration-multifd-transfer=auto).
    standard: ({ settings, version }) => {
      if (settings['multifd'] !== true) return 'serial';
      const isDedicated = Number(settings['deviceStateChannels'] ?? 0) > 0;
      const isParallel = isDedicated || isAtLeast(version as QemuVersion, deviceStateSince);
      return isParallel ? 'parallel' : 'serial';
    },
    standardText: 'parallel with --multifd and QEMU 10.0 or --device-state-channels, else serial',
    record: { key: 'device_state_transfer', description: 'How that state travels' },
  }),
  deviceStateChannels: integer({
    min: 0,
    max: 255,
    unit: 'channels',
    help: 'how many of the channels carry device state only; proposed 2024, never in a release',
    standard: 0,
    standardText: '0: all are shared with RAM',
    record: {
      key: 'device_state_channels',
      description: 'Channels that carry device state only',
    },
  }),
};
