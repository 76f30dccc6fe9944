/** A physical number of a pair of hosts, or of the guest that they run; the unit is in its name. */
export interface HostNumber {
  readonly what: string;
  /** Zero would make no sense: a rate, or a duration that divides. */
  readonly isPositive: boolean;
  /** The value in profiles that do not say it; null where they have to, or where another number serves. */
  readonly standard: number | null;
}

function number(what: string, standard: number | null = null): HostNumber {
  return { what, isPositive: false, standard };
}

function positive(what: string, standard: number | null = null): HostNumber {
  return { what, isPositive: true, standard };
}

/** What every profile has to say. */
const parameters = {
  linkGbitPerSecond: positive('Mean rate of the link in 10^9 bit/s'),
  linkVariability: number("Standard deviation of the link's rate, relative to its mean"),
  linkCorrelationMs: positive("Time over which the link's rate stays correlated, ms"),
  linkLatencyUs: number('One-way latency of the link, microseconds'),
  socketBufferKib: number(
    'Bytes that the sender may be ahead of the receiver: socket buffers, KiB',
  ),
  untouchedPageNs: number("Migration thread's time to test one never-touched page for zero, ns"),
  contentPageNs: number("Migration thread's time to test and write one page with content, ns"),
  vcpuWriteMbPerSecond: positive('What one vCPU alone writes, 10^6 byte/s'),
  memoryWriteMbPerSecond: positive('What all vCPUs together write at most, 10^6 byte/s'),
  guestFaultInNs: number("Guest's time to touch a page for the first time (fault-in), ns"),
  writeFaultNs: number("Guest's time for a write to a page that the dirty log protects, ns"),
  syncFixedUs: number("Migration thread's time for any bitmap sync, microseconds"),
  syncUsPerGib: number(
    "Migration thread's time in a bitmap sync for each GiB of guest RAM, microseconds",
  ),
  loggedPageNs: number(
    "Migration thread's time for each logged page that is collected and protected again, ns",
  ),
  receivePageNs: number("Destination's time to place a page that it holds already, ns"),
  receiveFirstTouchNs: number(
    "Destination's additional time when it touches a page for the first time, ns",
  ),
  vcpuStopUs: number("Source's time to stop all vCPUs, microseconds"),
  deviceStateKib: number('Bytes of device state, KiB'),
  deviceSaveUs: number("Source's time to save the device state, microseconds"),
  deviceLoadUs: number("Destination's time to load the device state, microseconds"),
  vcpuStartUs: number("Destination's time to start the vCPUs, microseconds"),
  throttleOversleepUs: number(
    'Time by which a throttled vCPU oversleeps, microseconds for each sleep',
  ),
  guestKernelMib: number('Guest memory in use by its kernel beside the page descriptors, MiB'),
  guestFreedMib: number(
    'Guest memory that was used during boot and is free, with content, until a workload takes it, MiB',
  ),
  workloadStartSpreadMs: number("Spread of the vCPUs' starting times when the workload begins, ms"),
  guestSpeedSpread: number("Standard deviation of the guest's speed from run to run, relative"),
};

/** Numbers that stand alone in a profile. */
const single = {
  timedWaitLateUs: number(
    "How late the migration thread's wait for the end of a slice ends, microseconds",
    0,
  ),
  guestPaceSpread: number(
    "Standard deviation of the guest's speed from the pace that it kept until pass 1 ended, relative",
    0,
  ),
  guestKernelMibPerGib: number(
    'Guest memory in use by its kernel beside the page descriptors, MiB for each GiB of RAM',
    0,
  ),
  guestTopMib: number(
    "Part of the kernel's memory that lies at the top of RAM, beside the page descriptors, MiB",
    0,
  ),
  guestImageMib: number(
    "Part of the kernel's memory that each boot puts at another place, its image, MiB",
    0,
  ),
  logStartPageNs: number(
    "Source's time to protect one page with content when dirty logging starts, ns",
    0,
  ),
  // A way to user space and back, with one system call.
  ringFullExitUs: number(
    "A vCPU's way out of the guest and back when its dirty ring is full, microseconds",
    20,
  ),
};

/** How fast the guest reports its free pages. Linux hints blocks of 4 MiB. */
const freePageReporting = {
  listPageNs: number("Guest's time to put one free page on the list, ns", 10),
  batchUs: number("Guest's time for each batch, microseconds", 5),
  batchPages: positive(
    'Pages in a batch; a batch is recorded at one moment, and queued when it is built',
    1024,
  ),
  queueUs: number('Time from one side of the queue to the other, microseconds', 50),
};

/**
 * What multifd and VFIO devices ask. By default a stream that the link alone limits, more cores than channels,
 * and one VFIO device without state, read and loaded at what was reported of network cards in 2024.
 */
const transfer = {
  cores: positive("Cores that the migration's threads may use", 255),
  streamGbitPerSecond: positive('What one stream carries at most, 10^9 bit/s', 1_000_000),
  queuePageNs: number("Migration thread's time to find a page and put it into a packet, ns", 100),
  zeroTestNs: number("A channel's time to find that a page is zero, ns"),
  threadSwitchUs: number(
    'Time that each channel thread beyond the cores adds when all channels synchronise, microseconds',
    0,
  ),
  vfioDevices: positive('Number of VFIO devices', 1),
  vfioStateMib: number('State of one VFIO device, MiB', 0),
  vfioStopCopyMs: number(
    'Time in which a VFIO device gets from running to the state in which it can be read, ms',
    20,
  ),
  vfioReadMbPerSecond: positive('What is read of the state of one VFIO device, 10^6 byte/s', 400),
  vfioLoadMbPerSecond: positive(
    'What the destination loads into one VFIO device, 10^6 byte/s',
    400,
  ),
};

/**
 * What Cloud Hypervisor's migration asks. By default what its authors measured and published (commit messages,
 * pull requests and performance notes of 2025 and 2026), not measured by anybody else, and on a few machines
 * only. `connectMs`, `releaseLocksUs` and `resumeMs` are assumed.
 */
const cloudHypervisor = {
  connectMs: number(
    'Connecting, and until the destination has created the VM from its configuration, ms',
    50,
  ),
  startDirtyLogMsPerGib: number('Enabling dirty logging, ms for each GiB of guest RAM', 4.5),
  // 4 us of KVM_GET_DIRTY_LOG, and 4096 words of 4.3 ns in the VMM's own bitmap.
  harvestUsPerGib: number(
    "Fetching the kernel's log and the VMM's bitmap, microseconds for each GiB of guest RAM",
    21.6,
  ),
  // 0.9 ms for a GiB of which 10 % of the pages are dirty, scattered, and 1.5 ms for one that is all
  // dirty: 203 ns a word and 2.5 ns a page.
  harvestWordNs: number('Fetching the log: for each 64 pages of which one is dirty, ns', 203),
  // The 2.5 ns, and 5.7 ns to make a table: 1.2 ms for 8 GiB of which 10 % are dirty.
  harvestPageNs: number('Fetching the log and making a table of it: for each dirty page, ns', 8.2),
  // 8.6 ms for a 64 GiB guest of which 10 % are dirty.
  tableRangeNs: number('Copying or sorting a table: for each range, ns', 6),
  // 0.77 GiB/s in writes of 4 KiB against 5.6 GiB/s in writes of 1 MiB.
  rangeWriteNs: number('One write to the socket for each range of a table, ns', 4300),
  // 1617 MiB/s over one connection, 11503 MiB/s over eight.
  connectionGbitPerSecond: positive('What one connection carries at most, 10^9 bit/s', 14),
  segmentBytes: positive(
    'Largest segment of the connection; a shorter request waits for a delayed acknowledgement, bytes',
    1448,
  ),
  delayedAckMs: number('What a delayed acknowledgement costs, ms', 41),
  pauseMs: number('Pausing the VM, ms', 1.1),
  pauseVcpuUs: number('Pausing: for each vCPU beyond 32, microseconds', 16.7),
  resumeMs: number('Resuming the VM, ms', 1.1),
  joinUs: number(
    'Joining one thread, microseconds; each doubling of their number adds a sixth of it',
    120,
  ),
  releaseLocksUs: number('Releasing the disk locks, microseconds', 200),
  snapshotMs: number('Taking the snapshot, ms', 7),
  sendStateMs: number(
    'Sending the state and rebuilding the VM from it, ms beside what each vCPU adds',
    18,
  ),
  sendStateVcpuUs: number(
    'Sending the state and rebuilding the VM from it: for each vCPU, microseconds',
    171,
  ),
  stateVcpuKib: number('State of one vCPU, KiB of JSON', 16.5),
};

/**
 * What postcopy asks. A discarded page has to be mapped again, by default as fast as one that the destination
 * touches for the first time. Between two QEMU 7.2 of one machine, 310 requests kept a vCPU waiting for 7 ms,
 * 23 microseconds each: most of it on the way to the source's queue. The others are assumed.
 */
const postcopy = {
  placePageNs: number(
    "Destination's time to map a page that it has received, beside copying it, ns",
  ),
  placeZeroPageNs: number("Destination's time to map a zero page, ns", 500),
  discardRangeNs: number("Destination's time to discard a range of pages, ns", 500),
  faultUs: number(
    "Mean time from a vCPU's touch of a missing page to the destination's knowledge of it, microseconds",
    5,
  ),
  requestUs: number(
    "From there to the request in the source's queue, beside the link's latency, microseconds",
    15,
  ),
  wakeUs: number(
    'From the placement of a page to the run of the vCPU that waited for it, microseconds',
    10,
  ),
};

/**
 * How fast the hosts compress. By default, all assumed, compressors are as fast as measured, and XBZRLE as fast as
 * memory (two pages read at 16 GB/s, a page copied at 13 GB/s).
 */
const encoding = {
  compressionSpeed: positive(
    'Speed of compressors relative to the machine on which their tables were measured',
    1,
  ),
  xbzrleComparePageNs: number(
    "Migration thread's time to compare a page with its copy in XBZRLE's cache, ns",
    500,
  ),
  xbzrleStorePageNs: number("Migration thread's time to copy a page into XBZRLE's cache, ns", 300),
  xbzrleDecodePageNs: number("Destination's time to apply a delta to a page, ns", 300),
};

/** The numbers of a host profile by the group in which it has them. */
export const hostNumbers = {
  parameters,
  single,
  freePageReporting,
  transfer,
  cloudHypervisor,
  postcopy,
  encoding,
};
