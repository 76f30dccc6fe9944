import fc from 'fast-check';
import { type DirtyLogForm, dirtyLogForms } from '../../src/host/dirty-tracking.js';
import type { HostNumber } from '../../src/profiles/host-number.js';
import { hostNumbers } from '../../src/profiles/host-numbers.js';
import type { HostNumbers } from '../../src/profiles/host.js';
import { type Accelerator, accelerators } from '../../src/profiles/accelerator.js';
import type { HostProfile } from '../../src/profiles/host-profile.js';
import { hostProfile } from './hosts.js';

/** A value that is often nothing, and otherwise anything up to `max`. */
function upTo(max: number): fc.Arbitrary<number> {
  return fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat(max) });
}

/** Numbers that every profile has, from those of good hosts to those that make a hard migration. */
export const hostParameters = {
  linkGbitPerSecond: fc.constantFrom(0.04, 0.1, 0.2, 0.4, 1, 10, 100),
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
  guestKernelMib: upTo(16),
  guestFreedMib: upTo(16),
  workloadStartSpreadMs: upTo(1500),
  guestSpeedSpread: fc.constantFrom(0, 0, 0.03, 0.1),
} satisfies Readonly<Record<string, fc.Arbitrary<number>>>;

/** Of a number that has no default, or nothing as one. */
const SOME = 500;

/** A number that has a default: much less, nothing where that makes sense, or much more of it. */
function around({ bounds: { max, min }, standard }: HostNumber): fc.Arbitrary<number> {
  const value = standard === null || standard === 0 ? Math.min(max, SOME) : standard;
  return fc.constantFrom(
    min > 0 ? Math.max(min, value / 8) : 0,
    value / 4,
    value,
    Math.min(max, value * 16),
  );
}

const counts = {
  cores: fc.constantFrom(1, 4, 255),
  vfioDevices: fc.constantFrom(1, 3),
  segmentBytes: fc.constantFrom(536, 1448),
};
// A guest of a GiB has 262,144 pages.
const batchPages = fc.constantFrom(512, 1024, 1_000_000);
const { parameters: _required, freePageReporting, ...others } = hostNumbers;
const optional = Object.fromEntries(
  Object.values(others)
    .flatMap((group) => Object.entries(group))
    .filter(([name]) => !(name in counts))
    .map(([name, number]) => [name, around(number)] as const),
);
/** A profile has all of these, or none. */
const reporting = fc.record(
  Object.fromEntries(
    Object.entries(freePageReporting).map(([name, number]): [string, fc.Arbitrary<number>] => [
      name,
      name === 'batchPages' ? batchPages : around(number),
    ]),
  ),
);

/** Nothing that may cost nothing costs anything. */
const free: Readonly<Record<string, number>> = Object.fromEntries(
  Object.values(hostNumbers)
    .flatMap((group) => Object.entries(group))
    .flatMap(([name, { bounds, standard }]): [string, number][] =>
      bounds.min > 0 ? (name in freePageReporting ? [[name, standard ?? 1]] : []) : [[name, 0]],
    ),
);

interface DrawnHost {
  readonly accelerator: Accelerator;
  readonly dirtyLog: DirtyLogForm;
  readonly numbers: Partial<HostNumbers>;
}

const drawnHost: fc.Arbitrary<DrawnHost> = fc.record({
  accelerator: fc.constantFrom(...accelerators),
  dirtyLog: fc.constantFrom(...dirtyLogForms),
  numbers: fc
    .tuple(
      fc.record(hostParameters),
      fc.record({ ...optional, ...counts }, { requiredKeys: [] }),
      fc.oneof(fc.constant({}), reporting),
      fc.oneof(
        { weight: 15, arbitrary: fc.constant({}) },
        { weight: 1, arbitrary: fc.constant(free) },
      ),
    )
    .map(([needed, more, reported, costs]) => ({ ...needed, ...more, ...reported, ...costs })),
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
      linkGbitPerSecond: fc.constantFrom(0.02, 0.08, 0.2),
      writeFaultNs: fc.constantFrom(0, 1000, 10_000),
      vcpuWriteMbPerSecond: fc.constantFrom(10, 60, 300),
      memoryWriteMbPerSecond: fc.constant(10_000),
      guestFaultInNs: fc.constantFrom(0, 700, 20_000),
      guestKernelMib: fc.constant(0),
      receivePageNs: fc.constantFrom(0, 300),
      receiveFirstTouchNs: fc.constantFrom(0, 500, 20_000),
      streamGbitPerSecond: fc.constantFrom(0.02, 1000),
    }),
  )
  .map(([host, slow]) => profileOf({ ...host, numbers: { ...host.numbers, ...slow } }));
