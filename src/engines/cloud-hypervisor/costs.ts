import type { TransferCost } from '../../host/transfer-cost.js';
import type { Nanoseconds } from '../../sim/time.js';

/** What Cloud Hypervisor's migration costs its threads; nanoseconds. */
export interface CloudHypervisorCosts {
  readonly connect: Nanoseconds;
  readonly startDirtyLog: Nanoseconds;
  /** Any harvest of the dirty log, by the size of the bitmaps. */
  readonly harvest: Nanoseconds;
  /** For each 64 pages of which one is dirty. */
  readonly harvestWord: Nanoseconds;
  readonly harvestPage: Nanoseconds;
  /** For each range of a table that is copied or sorted. */
  readonly tableRange: Nanoseconds;
  /** A page that the destination touches for the first time, and one that it has. */
  readonly firstPage: TransferCost;
  readonly page: TransferCost;
  /** For each range that is written to a socket. */
  readonly rangeWrite: Nanoseconds;
  readonly roundTrip: Nanoseconds;
  /** Requests shorter than a segment wait for a delayed acknowledgement. */
  readonly segmentBytes: number;
  readonly delayedAck: Nanoseconds;
  readonly pause: Nanoseconds;
  readonly resume: Nanoseconds;
  /** Joining the threads of the memory connections. */
  readonly joinConnections: Nanoseconds;
  /** Joining one thread. */
  readonly joinThread: Nanoseconds;
  readonly releaseLocks: Nanoseconds;
  readonly snapshot: Nanoseconds;
  readonly sendState: Nanoseconds;
  readonly stateBytes: number;
}
