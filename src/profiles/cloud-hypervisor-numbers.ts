import { bounds } from './host-bounds.js';
import { number, whole } from './host-number.js';

/**
 * What Cloud Hypervisor's migration asks. By default what its authors measured and published (commit messages,
 * pull requests and performance notes of 2025 and 2026), not measured by anybody else, and on a few machines
 * only. `connectMs`, `releaseLocksUs` and `resumeMs` are assumed.
 */
export const cloudHypervisor = {
  connectMs: number(
    'Connecting, and until the destination has created the VM from its configuration, ms',
    bounds.momentMs,
    50,
  ),
  startDirtyLogMsPerGib: number(
    'Enabling dirty logging, ms for each GiB of guest RAM',
    bounds.perGibMs,
    4.5,
  ),
  // 4 us of KVM_GET_DIRTY_LOG, and 4096 words of 4.3 ns in the VMM's own bitmap.
  harvestUsPerGib: number(
    "Fetching the kernel's log and the VMM's bitmap, microseconds for each GiB of guest RAM",
    bounds.perGib,
    21.6,
  ),
  // 0.9 ms for a GiB of which 10 % of the pages are dirty, scattered, and 1.5 ms for one that is all
  // dirty: 203 ns a word and 2.5 ns a page.
  harvestWordNs: number(
    'Fetching the log: for each 64 pages of which one is dirty, ns',
    bounds.step,
    203,
  ),
  // The 2.5 ns, and 5.7 ns to make a table: 1.2 ms for 8 GiB of which 10 % are dirty.
  harvestPageNs: number(
    'Fetching the log and making a table of it: for each dirty page, ns',
    bounds.step,
    8.2,
  ),
  // 8.6 ms for a 64 GiB guest of which 10 % are dirty.
  tableRangeNs: number('Copying or sorting a table: for each range, ns', bounds.step, 6),
  // 0.77 GiB/s in writes of 4 KiB against 5.6 GiB/s in writes of 1 MiB.
  rangeWriteNs: number('One write to the socket for each range of a table, ns', bounds.step, 4300),
  // 1617 MiB/s over one connection, 11503 MiB/s over eight.
  connectionGbitPerSecond: number(
    'What one connection carries at most, 10^9 bit/s',
    bounds.stream,
    14,
  ),
  segmentBytes: whole(
    'Largest segment of the connection; a shorter request waits for a delayed acknowledgement, bytes',
    bounds.segment,
    1448,
  ),
  delayedAckMs: number('What a delayed acknowledgement costs, ms', bounds.momentMs, 41),
  pauseMs: number('Pausing the VM, ms', bounds.momentMs, 1.1),
  pauseVcpuUs: number('Pausing: for each vCPU beyond 32, microseconds', bounds.moment, 16.7),
  resumeMs: number('Resuming the VM, ms', bounds.momentMs, 1.1),
  joinUs: number(
    'Joining one thread, microseconds; each doubling of their number adds a sixth of it',
    bounds.moment,
    120,
  ),
  releaseLocksUs: number('Releasing the disk locks, microseconds', bounds.moment, 200),
  snapshotMs: number('Taking the snapshot, ms', bounds.momentMs, 7),
  sendStateMs: number(
    'Sending the state and rebuilding the VM from it, ms beside what each vCPU adds',
    bounds.momentMs,
    18,
  ),
  sendStateVcpuUs: number(
    'Sending the state and rebuilding the VM from it: for each vCPU, microseconds',
    bounds.moment,
    171,
  ),
  stateVcpuKib: number('State of one vCPU, KiB of JSON', bounds.stateKib, 16.5),
};
