import { InputError } from '../../input/input-error.js';
import { isAtLeast, type QemuVersion } from '../../profiles/qemu-version.js';
import { transferConflict } from '../../engines/qemu/features/multifd/transfer-conflict.js';
import {
  defaultMultifdChannels,
  defaultZeroPageDetection,
  deviceStateSince,
  type DeviceStateTransfer,
  deviceStateTransfers,
  multifdChannelRange,
  type TransferParameters,
  zeroPageDetections,
} from '../../engines/qemu/features/multifd/transfer.js';
import { integerOption } from './integer-option.js';
import { flagOf, type Option, type OptionValues } from './option.js';
import { choiceOption, switchOption } from './text-option.js';

/** A whole number that says by its absence that it was not given. */
function optionalInteger(
  settings: Omit<Parameters<typeof integerOption>[0], 'fallback'>,
  fallbackText: string,
): Option<number | null> {
  const { read, ...option } = integerOption({ ...settings, fallback: settings.min });
  return { ...option, fallback: null, fallbackText, read: (text, flag) => read(text, flag, 0) };
}

/** Options that spread the migration over several channels. */
export const multifdOptions = {
  multifd: switchOption('send RAM over several channels'),
  multifdChannels: optionalInteger(
    { ...multifdChannelRange, description: 'number of channels, with --multifd' },
    String(defaultMultifdChannels),
  ),
  zeroPageDetection: choiceOption({
    choices: zeroPageDetections,
    description: 'who tests pages for zero: nobody, the migration thread, the channels',
    fallback: null,
    fallbackText: 'multifd from QEMU 9.0 on, which without --multifd is legacy',
  }),
  deviceState: optionalInteger(
    {
      min: 0,
      max: 1_048_576,
      unit: 'MiB',
      description: 'state of all VFIO devices together in MiB',
    },
    "the host profile's",
  ),
  deviceStateTransfer: choiceOption({
    choices: deviceStateTransfers,
    description:
      'how that state travels: device by device on the main channel, over the channels after RAM, ' +
      'or over them with RAM',
    fallback: null,
    fallbackText: 'parallel with --multifd and QEMU 10.0 or --device-state-channels, else serial',
  }),
  deviceStateChannels: optionalInteger(
    {
      min: 0,
      max: multifdChannelRange.max,
      unit: 'channels',
      description:
        'how many of the channels carry device state only; proposed 2024, never in a release',
    },
    '0: all are shared with RAM',
  ),
};

/**
 * The streams that a command line asks for.
 *
 * @throws InputError if options contradict each other or the version
 */
export function transferChoice(
  options: OptionValues<typeof multifdOptions>,
  version: QemuVersion,
): TransferParameters {
  const { multifd, multifdChannels, deviceStateChannels, deviceState } = options;
  if (multifdChannels !== null && !multifd) {
    const value = String(multifdChannels);
    throw new InputError({ subject: '--multifd-channels', value, problem: 'needs --multifd' });
  }
  const transfer: TransferParameters = {
    multifdChannels: multifd ? (multifdChannels ?? defaultMultifdChannels) : 0,
    zeroPageDetection: options.zeroPageDetection ?? defaultZeroPageDetection(version),
    deviceStateMib: deviceState,
    deviceStateTransfer: options.deviceStateTransfer ?? defaultTransfer(options, version),
    deviceStateChannels: deviceStateChannels ?? 0,
  };
  const conflict = transferConflict(transfer, version, '--multifd');
  if (conflict === null) return transfer;
  throw new InputError({ ...conflict.detail, subject: flagOf(conflict.parameter) });
}

/** Since 10.0 VFIO devices use multifd where it is on (x-migration-multifd-transfer=auto). */
function defaultTransfer(
  { multifd, deviceStateChannels }: OptionValues<typeof multifdOptions>,
  version: QemuVersion,
): DeviceStateTransfer {
  if (!multifd) return 'serial';
  const isDedicated = (deviceStateChannels ?? 0) > 0;
  return isDedicated || isAtLeast(version, deviceStateSince) ? 'parallel' : 'serial';
}
