import { isAtLeast, type QemuVersion } from '../../../../profiles/qemu-version.js';
import { choice, integer, toggle } from '../../../setting.js';

/**
 * Who finds out that a page is zero (QEMU 9.0, `zero-page-detection`): nobody, the migration thread,
 * or the threads of the multifd channels.
 */
export const zeroPageDetections = ['none', 'legacy', 'multifd'] as const;
export type ZeroPageDetection = (typeof zeroPageDetections)[number];

/** The version with which the parameter zero-page-detection came. */
export const zeroPageDetectionSince: QemuVersion = '9.0';

/** RAM over several channels. */
export const multifdSettings = {
  multifd: toggle({
    help: 'send RAM over several channels',
    since: '4.0',
    guestperf: 'multifd',
    qmp: { capability: 'multifd' },
  }),
  multifdChannels: integer({
    min: 1,
    max: 255,
    unit: 'channels',
    help: 'number of channels, with --multifd',
    standard: 2,
    needs: 'multifd',
    guestperf: 'multifd_channels',
    record: {
      key: 'multifd_channels',
      description: '0 without multifd',
      value: ({ settings }) =>
        settings['multifd'] === true ? Number(settings['multifdChannels']) : 0,
    },
    qmp: { parameter: 'multifd-channels', isSaid: (settings) => settings['multifd'] === true },
  }),
  zeroPageDetection: choice({
    choices: zeroPageDetections,
    help: 'who tests pages for zero: nobody, the migration thread, the channels',
    standard: ({ version }) =>
      isAtLeast(version as QemuVersion, zeroPageDetectionSince) ? 'multifd' : 'legacy',
    standardText: 'multifd from QEMU 9.0 on, which without --multifd is legacy',
    record: { key: 'zero_page_detection', description: 'Who tests pages for zero' },
  }),
};
