import { isAtLeast } from '../../../../profiles/qemu-version.js';
import { notYetIn, type QemuRefusal } from '../../qemu-refusal.js';
import { vfioMigrationSince } from './settings.js';

export const deviceStateRefusals: readonly QemuRefusal[] = [
  {
    subject: 'deviceState',
    source: 'QEMU 5.2, hw/vfio/migration.c',
    problem: ({ settings: { deviceState }, version }) =>
      deviceState > 0 && !isAtLeast(version, vfioMigrationSince)
        ? {
            value: String(deviceState),
            problem: notYetIn(version, vfioMigrationSince),
            allowed: '0',
          }
        : null,
  },
  {
    subject: 'deviceStateChannels',
    source: 'the thread of April 2024 (x-channels-vfio-device)',
    problem({ name, settings }) {
      const { deviceStateChannels, deviceStateTransfer, multifd, multifdChannels } = settings;
      const value = String(deviceStateChannels);
      if (deviceStateChannels === 0) return null;
      if (!multifd) return { value, problem: `needs ${name('multifd')}` };
      if (deviceStateTransfer === 'serial') {
        const problem = 'is of no use to device state that travels serially on the main channel';
        return { value, problem };
      }
      if (deviceStateChannels < multifdChannels) return null;
      const most = multifdChannels - 1;
      return {
        value,
        problem: `leaves none of the ${multifdChannels} channels to RAM`,
        allowed: most === 0 ? '0' : `0 to ${most}`,
      };
    },
  },
  {
    subject: 'deviceStateTransfer',
    source: 'QEMU 10.0, migration/multifd-device-state.c',
    problem: ({ name, settings: { deviceStateTransfer, multifd } }) =>
      deviceStateTransfer !== 'serial' && !multifd
        ? { value: deviceStateTransfer, problem: `needs ${name('multifd')}`, allowed: 'serial' }
        : null,
  },
];
