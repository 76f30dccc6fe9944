import type { Nanoseconds } from '../../../../sim/time.js';

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
