import type { Bounds } from '../input/bounded-number.js';

/**
 * The bounds of the numbers of hosts and guests, each with its reason. They are generous: what lies beyond is another
 * unit than the one that the number's name says, or no machine.
 */
export const bounds = {
  /** A rate of a link, 10^9 bit/s. */
  link: { min: 0.001, max: 10_000, why: 'Gbit/s; from a line of 1 Mbit/s to a link of 10 Tbit/s' },
  /** What one stream carries, which need not be less than the link. */
  stream: { min: 0.001, max: 1_000_000, why: 'Gbit/s; the most is no limit on any link' },
  variability: {
    min: 0,
    max: 1,
    why: 'relative to the mean: 0.1 is 10 %, 1 is as much as the rate',
  },
  speedSpread: {
    min: 0,
    max: 0.1,
    why: 'relative: 0.01 is 1 %; with more, chance would draw guests that stand still',
  },
  kernelPerGib: { min: 0, max: 1024, why: 'MiB; all of a GiB' },
  correlation: {
    min: 1,
    max: 3_600_000,
    why: 'ms; what varies over hours is constant in a migration',
  },
  latency: {
    min: 0,
    max: 10_000_000,
    why: 'us; light reaches a satellite and comes back in 0.3 s',
  },
  buffer: { min: 0, max: 2_097_151, why: 'KiB; a socket counts its buffer in 31 bits' },
  /** What is done for each page, range or word, ns. */
  step: { min: 0, max: 100_000_000, why: 'ns; 0.1 s, longer than a disk takes for a page' },
  /** Something that happens at a few moments of a migration, microseconds. */
  moment: { min: 0, max: 60_000_000, why: 'us; a minute, after which a guest is taken for dead' },
  /** The same in ms. */
  momentMs: { min: 0, max: 60_000, why: 'ms; a minute, after which a guest is taken for dead' },
  sync: {
    min: 0,
    max: 20_000_000,
    why: 'us; after 20 s in the kernel Linux reports a soft lockup',
  },
  /** Microseconds for each GiB. */
  perGib: { min: 0, max: 1_000_000, why: 'us; 4 us a page, slower than page by page' },
  perGibMs: { min: 0, max: 1000, why: 'ms; 4 us a page, slower than page by page' },
  /** What is read or written of memory, 10^6 byte/s. */
  memoryRate: {
    min: 0.1,
    max: 100_000_000,
    why: 'MB/s; from a slow disk to 100 TB/s, more than any machine has',
  },
  deviceRate: {
    min: 0.1,
    max: 1_000_000,
    why: 'MB/s; from a slow disk to 1 TB/s, more than any device has',
  },
  /** Guest memory, MiB. */
  memory: { min: 0, max: 67_108_864, why: 'MiB; the largest guests have 64 TiB' },
  stateKib: { min: 0, max: 1_073_741_824, why: 'KiB; 1 TiB, as much as a device has memory' },
  stateMib: { min: 0, max: 1_048_576, why: 'MiB; 1 TiB, as much as a device has memory' },
  spread: { min: 0, max: 3_600_000, why: 'ms; an hour, longer than any workload needs to begin' },
  oversleep: { min: 0, max: 1_000_000, why: 'us; 1 s, ten times the longest sleep of a throttle' },
  pages: { min: 1, max: 4_294_967_296, why: 'page numbers have 32 bits' },
  cores: { min: 1, max: 8192, why: 'the most that Linux knows' },
  devices: { min: 1, max: 256, why: 'functions of a PCI bus' },
  segment: { min: 1, max: 65_535, why: 'bytes; TCP says it in 16 bits' },
  speed: { min: 0.001, max: 1000, why: 'times the measured machine' },
} as const satisfies Readonly<Record<string, Bounds>>;
