import type { CloudHypervisorCosts } from '../../src/engines/cloud-hypervisor/costs.js';
import { PAGE_BYTES } from '../../src/memory/units.js';

const freePage = { sendNs: 0, wireBytes: PAGE_BYTES, receiveNs: 0 };

/** Nothing costs anything, but for `changes`. */
export function cloudHypervisorCosts(
  changes: Partial<CloudHypervisorCosts> = {},
): CloudHypervisorCosts {
  return {
    connect: 0,
    startDirtyLog: 0,
    harvest: 0,
    harvestWord: 0,
    harvestPage: 0,
    tableRange: 0,
    firstPage: freePage,
    page: freePage,
    rangeWrite: 0,
    roundTrip: 0,
    segmentBytes: 1448,
    delayedAck: 0,
    pause: 0,
    resume: 0,
    joinConnections: 0,
    joinThread: 0,
    releaseLocks: 0,
    snapshot: 0,
    sendState: 0,
    stateBytes: 0,
    ...changes,
  };
}
