import { ns } from '../../src/sim/time.js';
import type { CloudHypervisorCosts } from '../../src/engines/cloud-hypervisor/costs.js';
import { PAGE_BYTES } from '../../src/memory/units.js';

const freePage = { sendNs: 0, wireBytes: PAGE_BYTES, receiveNs: 0 };

/** Nothing costs anything, but for `changes`. */
export function cloudHypervisorCosts(
  changes: Partial<CloudHypervisorCosts> = {},
): CloudHypervisorCosts {
  return {
    connect: ns(0),
    startDirtyLog: ns(0),
    harvest: ns(0),
    harvestWord: ns(0),
    harvestPage: ns(0),
    tableRange: ns(0),
    firstPage: freePage,
    page: freePage,
    rangeWrite: ns(0),
    roundTrip: ns(0),
    segmentBytes: 1448,
    delayedAck: ns(0),
    pause: ns(0),
    resume: ns(0),
    joinConnections: ns(0),
    joinThread: ns(0),
    releaseLocks: ns(0),
    snapshot: ns(0),
    sendState: ns(0),
    stateBytes: 0,
    ...changes,
  };
}
