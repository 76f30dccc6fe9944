// The scenarios that the benchmark times.
import {
  defaultManagement,
  defaultMigrationParameters,
  guestperfVmMib,
  loadHostProfile,
} from '../dist/index.js';

function scenario({ hostName, cpus, memGib, stressMib, maxTimeSeconds }) {
  const host = loadHostProfile(hostName);
  return {
    name: 'bench',
    mode: 'original',
    vmm: 'qemu',
    version: host.qemu,
    hardware: { cpus, memGib, vmMib: guestperfVmMib(memGib), dirtyRingSize: 0 },
    workload: { kind: 'stress', stressMib },
    host,
    dirtyLog: host.dirtyLog,
    migration: { ...defaultMigrationParameters, autoConverge: true },
    management: { ...defaultManagement, maxIterations: 200, maxTimeSeconds },
    seed: '1',
    repeat: 1,
    verify: false,
  };
}

/** The heaviest row of the v1 table. */
export function heavyRow() {
  return scenario({
    hostName: 'smartx-v1',
    cpus: 16,
    memGib: 100,
    stressMib: 5000,
    maxTimeSeconds: 1200,
  });
}

/** 2^30 pages of 4 KiB, of which 64 GiB are written all the time. */
export function hugeGuest() {
  return scenario({
    hostName: 'generic-10g',
    cpus: 64,
    memGib: 4096,
    stressMib: 65_536,
    maxTimeSeconds: 14_400,
  });
}

/** A 12 TiB guest under Cloud Hypervisor, whose DirtyLogWorker harvests several times a second. */
export function watchedGuest() {
  return {
    name: 'bench',
    mode: 'cyberus-dlw',
    vmm: 'cloud-hypervisor',
    version: 'cyberus-dlw',
    hardware: { cpus: 64, memGib: 12_288, vmMib: guestperfVmMib(12_288), dirtyRingSize: 0 },
    workload: { kind: 'stress', stressMib: 65_536 },
    host: loadHostProfile('cloud-hypervisor-lab'),
    sending: {
      downtimeMs: 300,
      timeoutSeconds: 3600,
      timeoutStrategy: 'cancel',
      connections: 16,
      sharedMemory: false,
      vhostUser: null,
      workerFault: null,
    },
    management: { sleepSeconds: 15 },
    seed: '1',
    repeat: 1,
    verify: false,
  };
}
