import { type Nanoseconds, ns } from '../sim/time.js';

/** Sends the state of VFIO devices while the guest is stopped. */
export interface StateTransfer {
  /** The guest has stopped; the RAM that is left has not been sent. */
  begin(): void;
  /** Sends what is ready by `until`, if it goes beside RAM, over channels of its own. */
  sendUntil(until: Nanoseconds): void;
  /** The RAM that is left has been sent; returns, with the clock moved, when the state has been too. */
  finish(): void;
  /** When the destination has loaded the state. */
  readonly loadedBy: Nanoseconds;
}

/** A guest without VFIO devices. */
export const noDeviceState: StateTransfer = {
  begin() {},
  sendUntil() {},
  finish() {},
  loadedBy: ns(0),
};
