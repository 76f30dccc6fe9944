import type { HostProfile } from '../profiles/host-profile.js';
import { deviceStateMib } from '../profiles/host-transfer.js';
import {
  noPostcopyOptions,
  type PostcopyConflict,
  postcopyConflict,
  postcopyOptionsSchema,
} from '../engines/qemu/features/postcopy/postcopy.js';
import type { StopChoice } from './stop-choice.js';
import { stopOptionsSchema } from './stop-options.js';
import type { SuiteMode } from './suite.js';
import type { TransferParameters } from '../engines/qemu/features/multifd/transfer.js';

/** A contradiction in a mode of a suite, and its JSON path within the mode. */
export interface ModePostcopyConflict {
  readonly path: string;
  readonly detail: PostcopyConflict['detail'];
}

/** What is contradictory in a mode's postcopy; null if nothing is. */
export function modePostcopyConflict(
  mode: SuiteMode,
  { pause, policy }: StopChoice,
  transfer: TransferParameters,
  host: HostProfile,
): ModePostcopyConflict | null {
  const around = {
    policy,
    pauses: pause !== null,
    freePageHint: mode.freePageHint ?? 'none',
    hasDeviceState: deviceStateMib(transfer, host.transfer) > 0,
  };
  const conflict = postcopyConflict(mode.postcopy ?? noPostcopyOptions, around, pathOf);
  return conflict && { path: pathOf(conflict.option), detail: conflict.detail };
}

/** Where in a mode an option of `run` is. */
function pathOf(option: string): string {
  if (option in postcopyOptionsSchema.shape) return `postcopy.${option}`;
  if (option in stopOptionsSchema.shape) return `stop.${option}`;
  return option === 'deviceState' ? 'transfer.deviceStateMib' : option;
}
