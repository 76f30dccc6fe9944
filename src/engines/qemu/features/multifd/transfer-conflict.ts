import type { InputProblem } from '../../../../input/input-error.js';
import { isAtLeast, type QemuVersion } from '../../../../profiles/qemu-version.js';
import { type TransferParameters, zeroPageDetectionSince } from './transfer.js';

/** A contradiction, and the parameter in which it lies. */
export interface TransferConflict {
  readonly parameter: keyof TransferParameters;
  readonly detail: Omit<InputProblem, 'subject'>;
}

/**
 * What is contradictory in a transfer for a version of QEMU; null if nothing is.
 *
 * @param multifdName what the user calls multifd: a flag or a JSON path
 */
export function transferConflict(
  transfer: TransferParameters,
  version: QemuVersion,
  multifdName: string,
): TransferConflict | null {
  const { multifdChannels, zeroPageDetection, deviceStateTransfer, deviceStateChannels } = transfer;
  if (zeroPageDetection !== 'legacy' && !isAtLeast(version, zeroPageDetectionSince)) {
    return {
      parameter: 'zeroPageDetection',
      detail: {
        value: zeroPageDetection,
        problem: `is not in QEMU ${version}, it came with ${zeroPageDetectionSince}`,
        allowed: 'legacy',
      },
    };
  }
  if (deviceStateChannels > 0) return channelsConflict(transfer, multifdName);
  if (deviceStateTransfer !== 'serial' && multifdChannels === 0) {
    return {
      parameter: 'deviceStateTransfer',
      detail: { value: deviceStateTransfer, problem: `needs ${multifdName}`, allowed: 'serial' },
    };
  }
  return null;
}

function channelsConflict(
  { multifdChannels, deviceStateTransfer, deviceStateChannels }: TransferParameters,
  multifdName: string,
): TransferConflict | null {
  const refusal = (problem: string, allowed?: string): TransferConflict => ({
    parameter: 'deviceStateChannels',
    detail: {
      value: String(deviceStateChannels),
      problem,
      ...(allowed !== undefined && { allowed }),
    },
  });
  if (multifdChannels === 0) return refusal(`needs ${multifdName}`);
  if (deviceStateTransfer === 'serial') {
    return refusal('is of no use to device state that travels serially on the main channel');
  }
  if (deviceStateChannels < multifdChannels) return null;
  const most = multifdChannels - 1;
  return refusal(
    `leaves none of the ${multifdChannels} channels to RAM`,
    most === 0 ? '0' : `0 to ${most}`,
  );
}
