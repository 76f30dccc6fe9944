import { ns } from '../sim/time.js';
import type { MigrationContext } from './context.js';

/** Stops the guest, unless somebody has paused it: then it stands still already. */
export function stopGuest({ clock, costs, guest }: MigrationContext): void {
  if (guest.stoppedAt !== null) return;
  clock.advanceBy(costs.vcpuStop);
  const awake = costs.stopWaitsForSleepers ? guest.awakeAt(clock.now) : clock.now;
  clock.advanceTo(ns(Math.ceil(Math.max(awake, guest.stop(clock.now)))));
}

/** Saves and sends the state of all devices but VFIO's, on the main channel. */
export function sendDeviceState({ channel, clock, costs, counters }: MigrationContext): void {
  const { deviceSave, deviceStateBytes } = costs;
  clock.advanceBy(deviceSave);
  if (deviceStateBytes > 0) {
    const state = { sendNs: 0, wireBytes: deviceStateBytes, receiveNs: 0 };
    clock.advanceTo(channel.send(clock.now, 1, state, ns(Infinity)).end);
  }
  counters.transferredBytes += deviceStateBytes;
}
