import type { Nanoseconds } from '../../../../sim/time.js';

/** Sends the state of VFIO devices while the guest is stopped. */
export interface StateTransfer {
  /** The guest has stopped; the RAM that is left has not been sent. */
  begin(): void;
  /** The RAM that is left has been sent; returns, with the clock moved, when the state has been too. */
  finish(): void;
  /** When the destination has loaded the state. */
  readonly loadedBy: Nanoseconds;
}

/** A guest without VFIO devices. */
export const noDeviceState: StateTransfer = { begin() {}, finish() {}, loadedBy: 0 };

/** The VFIO devices of a guest; all are alike. */
export interface VfioDevices {
  readonly count: number;
  readonly bytesEach: number;
  /** From running to the state in which a device can be read. */
  readonly stopCopy: Nanoseconds;
  readonly readNsPerByte: number;
  readonly loadNsPerByte: number;
}

/** What is read of a device at once, and is one packet (QEMU, data_buffer_size). */
export const STATE_CHUNK_BYTES = 2 ** 20;
