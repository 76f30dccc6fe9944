import { cloudHypervisor } from './cloud-hypervisor-numbers.js';
import { bounds } from './host-bounds.js';
import { number, whole } from './host-number.js';

/** What every profile has to say. */
const parameters = {
  linkGbitPerSecond: number('Mean rate of the link in 10^9 bit/s', bounds.link),
  linkVariability: number(
    "Standard deviation of the link's rate, relative to its mean",
    bounds.variability,
  ),
  linkCorrelationMs: number(
    "Time over which the link's rate stays correlated, ms",
    bounds.correlation,
  ),
  linkLatencyUs: number('One-way latency of the link, microseconds', bounds.latency),
  socketBufferKib: number(
    'Bytes that the sender may be ahead of the receiver: socket buffers, KiB',
    bounds.buffer,
  ),
  untouchedPageNs: number(
    "Migration thread's time to test one never-touched page for zero, ns",
    bounds.step,
  ),
  contentPageNs: number(
    "Migration thread's time to test and write one page with content, ns",
    bounds.step,
  ),
  vcpuWriteMbPerSecond: number('What one vCPU alone writes, 10^6 byte/s', bounds.memoryRate),
  memoryWriteMbPerSecond: number(
    'What all vCPUs together write at most, 10^6 byte/s',
    bounds.memoryRate,
  ),
  guestFaultInNs: number(
    "Guest's time to touch a page for the first time (fault-in), ns",
    bounds.step,
  ),
  writeFaultNs: number(
    "Guest's time for a write to a page that the dirty log protects, ns",
    bounds.step,
  ),
  syncFixedUs: number("Migration thread's time for any bitmap sync, microseconds", bounds.sync),
  syncUsPerGib: number(
    "Migration thread's time in a bitmap sync for each GiB of guest RAM, microseconds",
    bounds.perGib,
  ),
  loggedPageNs: number(
    "Migration thread's time for each logged page that is collected and protected again, ns",
    bounds.step,
  ),
  receivePageNs: number(
    "Destination's time to place a page that it holds already, ns",
    bounds.step,
  ),
  receiveFirstTouchNs: number(
    "Destination's additional time when it touches a page for the first time, ns",
    bounds.step,
  ),
  vcpuStopUs: number("Source's time to stop all vCPUs, microseconds", bounds.moment),
  deviceStateKib: number('Bytes of device state, KiB', bounds.stateKib),
  deviceSaveUs: number("Source's time to save the device state, microseconds", bounds.moment),
  deviceLoadUs: number("Destination's time to load the device state, microseconds", bounds.moment),
  vcpuStartUs: number("Destination's time to start the vCPUs, microseconds", bounds.moment),
  throttleOversleepUs: number(
    'Time by which a throttled vCPU oversleeps, microseconds for each sleep',
    bounds.oversleep,
  ),
  guestKernelMib: number(
    'Guest memory in use by its kernel beside the page descriptors, MiB',
    bounds.memory,
  ),
  guestFreedMib: number(
    'Guest memory that was used during boot and is free, with content, until a workload takes it, MiB',
    bounds.memory,
  ),
  workloadStartSpreadMs: number(
    "Spread of the vCPUs' starting times when the workload begins, ms",
    bounds.spread,
  ),
  guestSpeedSpread: number(
    "Standard deviation of the guest's speed from run to run, relative",
    bounds.speedSpread,
  ),
};

/** Numbers that stand alone in a profile. */
const single = {
  timedWaitLateUs: number(
    "How late QEMU's timed waits end: that for the end of a slice, and those of background syncs, microseconds",
    bounds.moment,
    0,
  ),
  guestPaceSpread: number(
    "Standard deviation of the guest's speed from the pace that it kept until pass 1 ended, relative",
    bounds.speedSpread,
    0,
  ),
  guestKernelMibPerGib: number(
    'Guest memory in use by its kernel beside the page descriptors, MiB for each GiB of RAM',
    bounds.kernelPerGib,
    0,
  ),
  guestTopMib: number(
    "Part of the kernel's memory that lies at the top of RAM, beside the page descriptors, MiB",
    bounds.memory,
    0,
  ),
  guestImageMib: number(
    "Part of the kernel's memory that each boot puts at another place, its image, MiB",
    bounds.memory,
    0,
  ),
  logStartPageNs: number(
    "Source's time to protect one page with content when dirty logging starts, ns",
    bounds.step,
    0,
  ),
  // Compiled with -O2 and timed for this project: 3.4 to 6.4 ns.
  bitmapWalkPageNs: number(
    'Time to test the bits of one page in the loops of background sync v1 over all of RAM, ns',
    bounds.step,
    4.9,
  ),
  // A way to user space and back, with one system call.
  ringFullExitUs: number(
    "A vCPU's way out of the guest and back when its dirty ring is full, microseconds",
    bounds.moment,
    20,
  ),
};

/** How fast the guest reports its free pages. Linux hints blocks of 4 MiB. */
const freePageReporting = {
  listPageNs: number("Guest's time to put one free page on the list, ns", bounds.step, 10),
  batchUs: number("Guest's time for each batch, microseconds", bounds.moment, 5),
  batchPages: whole(
    'Pages in a batch; a batch is recorded at one moment, and queued when it is built',
    bounds.pages,
    1024,
  ),
  queueUs: number('Time from one side of the queue to the other, microseconds', bounds.moment, 50),
};

/**
 * What multifd and VFIO devices ask. By default a stream that the link alone limits, more cores than channels,
 * and one VFIO device without state, read and loaded at what was reported of network cards in 2024.
 */
const transfer = {
  cores: whole("Cores that the migration's threads may use", bounds.cores, 255),
  streamGbitPerSecond: number(
    'What one stream carries at most, 10^9 bit/s',
    bounds.stream,
    1_000_000,
  ),
  queuePageNs: number(
    "Migration thread's time to find a page and put it into a packet, ns",
    bounds.step,
    100,
  ),
  zeroTestNs: number("A channel's time to find that a page is zero, ns", bounds.step),
  threadSwitchUs: number(
    'Time that each channel thread beyond the cores adds when all channels synchronise, microseconds',
    bounds.moment,
    0,
  ),
  vfioDevices: whole('Number of VFIO devices', bounds.devices, 1),
  vfioStateMib: number('State of one VFIO device, MiB', bounds.stateMib, 0),
  vfioStopCopyMs: number(
    'Time in which a VFIO device gets from running to the state in which it can be read, ms',
    bounds.momentMs,
    20,
  ),
  vfioReadMbPerSecond: number(
    'What is read of the state of one VFIO device, 10^6 byte/s',
    bounds.deviceRate,
    400,
  ),
  vfioLoadMbPerSecond: number(
    'What the destination loads into one VFIO device, 10^6 byte/s',
    bounds.deviceRate,
    400,
  ),
};

/**
 * What postcopy asks. A discarded page has to be mapped again, by default as fast as one that the destination
 * touches for the first time. Between two QEMU 7.2 of one machine, 310 requests kept a vCPU waiting for 7 ms,
 * 23 microseconds each: most of it on the way to the source's queue. The others are assumed.
 */
const postcopy = {
  placePageNs: number(
    "Destination's time to map a page that it has received, beside copying it, ns",
    bounds.step,
  ),
  placeZeroPageNs: number("Destination's time to map a zero page, ns", bounds.step, 500),
  discardRangeNs: number("Destination's time to discard a range of pages, ns", bounds.step, 500),
  faultUs: number(
    "Mean time from a vCPU's touch of a missing page to the destination's knowledge of it, microseconds",
    bounds.moment,
    5,
  ),
  requestUs: number(
    "From there to the request in the source's queue, beside the link's latency, microseconds",
    bounds.moment,
    15,
  ),
  wakeUs: number(
    'From the placement of a page to the run of the vCPU that waited for it, microseconds',
    bounds.moment,
    10,
  ),
};

/**
 * How fast the hosts compress. By default, all assumed, compressors are as fast as measured, and XBZRLE as fast as
 * memory (two pages read at 16 GB/s, a page copied at 13 GB/s).
 */
const encoding = {
  compressionSpeed: number(
    'Speed of compressors relative to the machine on which their tables were measured',
    bounds.speed,
    1,
  ),
  xbzrleComparePageNs: number(
    "Migration thread's time to compare a page with its copy in XBZRLE's cache, ns",
    bounds.step,
    500,
  ),
  xbzrleStorePageNs: number(
    "Migration thread's time to copy a page into XBZRLE's cache, ns",
    bounds.step,
    300,
  ),
  xbzrleDecodePageNs: number("Destination's time to apply a delta to a page, ns", bounds.step, 300),
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
