import { PAGE_BYTES } from '../memory/units.js';
import type { TransferCost } from '../host/transfer-cost.js';
import type { Nanoseconds } from '../sim/time.js';

/** What the migration's work costs the threads that do it; nanoseconds. */
export interface MigrationCosts {
  /** Any bitmap sync: fixed, and by the size of the bitmaps. */
  readonly sync: Nanoseconds;
  /** A sync waits until each vCPU has left its throttle sleep (TCG). */
  readonly syncWaitsForVcpus: boolean;
  /** Stopping the guest waits until each vCPU has left its throttle sleep (QEMU before 4.2). */
  readonly stopWaitsForSleepers: boolean;
  /** For each page that is collected from the log and protected again. */
  readonly loggedPage: Nanoseconds;
  /** For each page whose bits a sync tests one by one. */
  readonly walkedPage: Nanoseconds;
  /** A page that the sender finds to be zero. */
  readonly zeroPage: TransferCost;
  /** A page with content that the destination holds already. */
  readonly contentPage: TransferCost;
  /** A page with content that the destination touches for the first time. */
  readonly firstContentPage: TransferCost;
  /** How late a wait for the end of a slice ends. */
  readonly timedWaitLate: Nanoseconds;
  readonly vcpuStop: Nanoseconds;
  readonly deviceStateBytes: number;
  readonly deviceSave: Nanoseconds;
  readonly deviceLoad: Nanoseconds;
  readonly vcpuStart: Nanoseconds;
  readonly linkLatency: Nanoseconds;
}

/** Page header of a page in the same block as the one before it (QEMU, save_page_header). */
export const PAGE_HEADER_BYTES = 8;
export const NORMAL_PAGE_WIRE_BYTES = PAGE_HEADER_BYTES + PAGE_BYTES;
export const ZERO_PAGE_WIRE_BYTES = PAGE_HEADER_BYTES + 1;
/** Section header, footer and end-of-section mark of one iterate step (QEMU, savevm.c). */
export const SECTION_FRAME_BYTES = 18;
