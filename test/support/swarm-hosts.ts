import fc from 'fast-check';
import { type DirtyLogForm, dirtyLogForms } from '../../src/host/dirty-tracking.js';
import { type HostNumber, hostNumbers } from '../../src/profiles/host-numbers.js';
import type { HostNumbers } from '../../src/profiles/host.js';
import {
  type Accelerator,
  accelerators,
  type HostProfile,
} from '../../src/profiles/host-profile.js';
import { hostProfile } from './hosts.js';

/** A value that is often nothing, and otherwise anything up to `max`. */
function upTo(max: number): fc.Arbitrary<number> {
  return fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat(max) });
}

/** Numbers that every profile has, from those of good hosts to those that make a hard migration. */
export const hostParameters = {
  linkGbitPerSecond: fc.constantFrom(0.2, 0.4, 1, 1, 5, 10, 100),
  linkVariability: fc.constantFrom(0, 0.1, 0.4),
  linkCorrelationMs: fc.constantFrom(10, 200, 2000),
  linkLatencyUs: upTo(1000),
  socketBufferKib: fc.constantFrom(0, 4, 64, 4096),
  untouchedPageNs: upTo(800),
  contentPageNs: upTo(2000),
  vcpuWriteMbPerSecond: fc.constantFrom(20, 100, 500, 3000),
  memoryWriteMbPerSecond: fc.constantFrom(100, 1000, 10_000),
  guestFaultInNs: fc.constantFrom(0, 700, 20_000, 200_000),
  writeFaultNs: fc.constantFrom(0, 1000, 30_000, 2_000_000),
  syncFixedUs: upTo(5000),
  syncUsPerGib: upTo(1000),
  loggedPageNs: fc.constantFrom(0, 100, 3000),
  receivePageNs: fc.constantFrom(0, 300, 5000),
  receiveFirstTouchNs: fc.constantFrom(0, 500, 20_000),
  vcpuStopUs: upTo(5000),
  deviceStateKib: upTo(4096),
  deviceSaveUs: upTo(5000),
  deviceLoadUs: upTo(5000),
  vcpuStartUs: upTo(5000),
  throttleOversleepUs: fc.constantFrom(0, 100, 3000, 12_000),
  guestKernelMib: upTo(64),
  guestFreedMib: upTo(64),
  workloadStartSpreadMs: upTo(1500),
  // An allocator's writes are dated as if the guest had its mean speed: the oracle would see ghosts.
  guestSpeedSpread: fc.constant(0),
} satisfies Readonly<Record<string, fc.Arbitrary<number>>>;

/** A number that has a default: much less, nothing where that makes sense, or much more of it. */
function around({ isPositive, standard }: HostNumber): fc.Arbitrary<number> {
  const value = standard ?? 500;
  return fc.constantFrom(isPositive ? value / 8 : 0, value / 4, value, value * 16);
}

// How fast free pages are reported is drawn by free-page-scenarios.ts, for guests of few pages.
const { parameters: _required, freePageReporting: _reporting, ...others } = hostNumbers;
const optional = Object.fromEntries(
  Object.values(others)
    .flatMap((group) => Object.entries(group))
    // Counts, which are whole.
    .filter(([name]) => !['cores', 'vfioDevices', 'segmentBytes'].includes(name))
    .map(([name, number]) => [name, around(number)] as const),
);
const counts = {
  cores: fc.constantFrom(1, 4, 255),
  vfioDevices: fc.constantFrom(1, 3),
  segmentBytes: fc.constantFrom(536, 1448),
};

interface DrawnHost {
  readonly accelerator: Accelerator;
  readonly dirtyLog: DirtyLogForm;
  readonly numbers: Partial<HostNumbers>;
}

const drawnHost: fc.Arbitrary<DrawnHost> = fc.record({
  accelerator: fc.constantFrom(...accelerators),
  dirtyLog: fc.constantFrom(...dirtyLogForms),
  numbers: fc
    .tuple(fc.record(hostParameters), fc.record({ ...optional, ...counts }, { requiredKeys: [] }))
    .map(([needed, more]) => ({ ...needed, ...more })),
});

function profileOf({ accelerator, dirtyLog, numbers }: DrawnHost): HostProfile {
  return { ...hostProfile(numbers, accelerator), dirtyLog };
}

/** Any pair of hosts, with any number that a profile can have. */
export const anyHost: fc.Arbitrary<HostProfile> = drawnHost.map(profileOf);

/** A link that carries about as much as a guest writes: many iterations, and throttles. */
export const contendedHost: fc.Arbitrary<HostProfile> = fc
  .tuple(
    drawnHost,
    fc.record({
      linkGbitPerSecond: fc.constantFrom(0.1, 0.4, 1),
      writeFaultNs: fc.constantFrom(0, 1000, 10_000),
      vcpuWriteMbPerSecond: fc.constantFrom(50, 300, 1500),
      memoryWriteMbPerSecond: fc.constant(10_000),
      guestFaultInNs: fc.constantFrom(0, 700, 20_000),
      guestKernelMib: fc.constant(0),
      receivePageNs: fc.constantFrom(0, 300),
      receiveFirstTouchNs: fc.constantFrom(0, 500, 20_000),
      streamGbitPerSecond: fc.constantFrom(0.1, 1000),
    }),
  )
  .map(([host, slow]) => profileOf({ ...host, numbers: { ...host.numbers, ...slow } }));
