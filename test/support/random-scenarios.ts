import fc from 'fast-check';
import { backgroundSyncForms } from '../../src/engines/qemu/features/background-sync/settings.js';
import type { QemuSettings } from '../../src/engines/qemu/settings.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import type { HostNumbers } from '../../src/profiles/host.js';
import { dirtyLogForms } from '../../src/host/dirty-tracking.js';
import { accelerators } from '../../src/profiles/accelerator.js';
import type { SteadyWorkload, Workload } from '../../src/profiles/workload.js';
import { scenario, withSettings } from './scenarios.js';
import { hostParameters } from './swarm-hosts.js';
import { recentVersions } from './versions.js';

// What this generator has always drawn: the swarm alone varies these three.
const {
  deviceLoadUs: _load,
  vcpuStartUs: _start,
  guestSpeedSpread: _spread,
  ...others
} = hostParameters;

const hosts: fc.Arbitrary<Partial<HostNumbers>> = fc.record({
  ...others,
  linkGbitPerSecond: fc.constantFrom(1, 5, 10, 25, 100),
});

/** Settings of the migration, whether or not they go together. */
const migrations: fc.Arbitrary<Partial<QemuSettings>> = fc.record({
  bandwidth: fc.constantFrom(0, 1, 7, 32, 200, 1000, 125_000, 125_000, 125_000),
  downtime: fc.constantFrom(0, 1, 20, 200, 500, 2000),
  autoConverge: fc.boolean(),
  throttleInitial: fc.constantFrom(1, 20, 60, 99),
  autoConvergeStep: fc.constantFrom(5, 10, 40),
  maxThrottle: fc.constantFrom(80, 99),
  throttleTailslow: fc.boolean(),
  throttleTriggerThreshold: fc.constantFrom(1, 10, 50, 100),
  backgroundSync: fc.constantFrom('off', 'off', ...backgroundSyncForms),
  responsiveThrottle: fc.boolean(),
});

const workingSet = { workingSetMib: fc.integer({ min: 1, max: 200 }) };
const pace = {
  mibPerSecond: fc.constantFrom(1, 30, 400),
  pacing: fc.constantFrom('cpu', 'sleep'),
};

const steadyWorkloads: fc.Arbitrary<SteadyWorkload> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('stress'),
      stressMib: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(120, 300)),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'idle' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('sequential'),
      ...workingSet,
      ...pace,
      bytesPerPage: fc.constantFrom(1, 4096),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('random'), ...workingSet, ...pace }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('hot-cold'),
      ...workingSet,
      mibPerSecond: pace.mibPerSecond,
      hotPagesPercent: fc.constantFrom(1, 20),
      hotWritesPercent: fc.constantFrom(50, 95),
    }),
  },
);

const workloads: fc.Arbitrary<Workload> = fc.oneof(
  { weight: 8, arbitrary: steadyWorkloads },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('phases'),
      phases: fc.array(
        fc.record({ seconds: fc.constantFrom(0.1, 1, 3), workload: steadyWorkloads }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  },
);

const small = {
  qemu: fc.constantFrom(...recentVersions),
  cpus: fc.integer({ min: 1, max: 8 }),
  accelerator: fc.constantFrom(...accelerators),
  dirtyLog: fc.constantFrom(...dirtyLogForms),
  seed: fc.string({ minLength: 1, maxLength: 8 }),
};

/** Any small migration, sensible or not. Many end in a few iterations. */
const carefreeScenario: fc.Arbitrary<QemuScenario> = fc
  .record({
    ...small,
    mem: fc.constantFrom(1, 3, 7),
    workload: workloads,
    host: hosts,
    migration: migrations,
    management: fc.record({
      maxIters: fc.constantFrom(10, 60, 200),
      maxTime: fc.constantFrom(2, 15, 60),
      sleep: fc.integer({ min: 0, max: 4 }),
    }),
  })
  .map(({ management, migration, ...changes }) =>
    withSettings(scenario({ ...changes, ...management, verify: true }), migration),
  );

/**
 * A guest that writes about as fast as the link carries: many iterations, throttles, and passes so
 * long that background syncs fall into them.
 */
const contendedScenario: fc.Arbitrary<QemuScenario> = fc
  .record({
    ...small,
    host: hosts,
    slow: fc.record({
      linkGbitPerSecond: fc.constantFrom(0.1, 0.4, 1),
      writeFaultNs: fc.constantFrom(0, 1000, 10_000),
      vcpuWriteMbPerSecond: fc.constantFrom(50, 300, 1500),
      guestFaultInNs: fc.constantFrom(0, 700, 20_000),
      guestKernelMib: fc.constant(0),
      receivePageNs: fc.constantFrom(0, 300),
      receiveFirstTouchNs: fc.constantFrom(0, 500, 20_000),
    }),
    bandwidth: fc.constantFrom(0, 16, 60, 125_000),
    downtime: fc.integer({ min: 100, max: 2000 }),
    stressMem: fc.integer({ min: 30, max: 300 }),
    migration: migrations,
    throttle: fc.record({
      throttleInitial: fc.constantFrom(20, 60, 90),
      autoConvergeStep: fc.constantFrom(5, 10, 40),
      throttleTriggerThreshold: fc.constantFrom(10, 50),
    }),
    sleep: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ bandwidth, downtime, host, migration, slow, throttle, ...rest }) =>
    withSettings(
      scenario({ ...rest, vmMem: 512, host: { ...host, ...slow }, maxTime: 900, verify: true }),
      { ...migration, ...throttle, autoConverge: true, bandwidth, downtime },
    ),
  );

/** What the oracle watches. */
export const anyScenario = fc.oneof(
  { weight: 3, arbitrary: carefreeScenario },
  { weight: 2, arbitrary: contendedScenario },
);

const common = {
  qemu: fc.constantFrom(...recentVersions),
  cpus: fc.integer({ min: 3, max: 8 }),
  dirtyLog: fc.constantFrom(...dirtyLogForms),
  downtime: fc.integer({ min: 20, max: 300 }),
  linkGbitPerSecond: fc.constantFrom(8, 10, 12),
  linkVariability: fc.constantFrom(0, 0.1),
  untouchedPageNs: fc.integer({ min: 150, max: 500 }),
  vcpuStopUs: fc.integer({ min: 1500, max: 4000 }),
  writeFaultNs: fc.integer({ min: 0, max: 100_000 }),
  seed: fc.string({ minLength: 1, maxLength: 8 }),
};

/**
 * The guest fills its buffers while it is migrated, and does not finish: each page is written once
 * during the migration, most of them after they were sent as zeroes in the first pass.
 */
export const fillingScenario: fc.Arbitrary<QemuScenario> = fc
  .record({ ...common, guestFaultInNs: fc.integer({ min: 100_000, max: 300_000 }) })
  .map(({ qemu, cpus, dirtyLog, seed, downtime, ...host }) =>
    scenario({
      qemu,
      cpus,
      dirtyLog,
      seed,
      mem: 2,
      stressMem: cpus * 128,
      host,
      downtime,
      sleep: 0,
      verify: true,
    }),
  );

/**
 * The guest sweeps so slowly that a sweep outlasts the migration: no page is written twice while it
 * is migrated. The vCPUs are somewhere in their sweeps when it begins.
 */
export const sweepingScenario: fc.Arbitrary<QemuScenario> = fc
  .record({ ...common, vcpuWriteMbPerSecond: fc.integer({ min: 16, max: 28 }) })
  .map(({ qemu, cpus, dirtyLog, seed, downtime, ...host }) =>
    scenario({
      qemu,
      cpus,
      dirtyLog,
      seed,
      mem: 2,
      stressMem: cpus * 32,
      host: { ...host, guestFaultInNs: 0, workloadStartSpreadMs: 1000 },
      downtime,
      sleep: 5,
      verify: true,
    }),
  );
