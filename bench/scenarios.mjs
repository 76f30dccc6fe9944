// The scenarios that the benchmark times.
import { resolve } from '../dist/index.js';

const throttled = { autoConverge: true, backgroundSync: 'off', maxIters: 200 };

/** The heaviest row of the v1 table. */
export function heavyRow() {
  const guest = { host: 'smartx-v1', cpus: 16, mem: 100, stressMem: 5000 };
  return resolve({ ...throttled, ...guest, maxTime: 1200 });
}

/** 2^30 pages of 4 KiB, of which 64 GiB are written all the time. */
export function hugeGuest() {
  const guest = { host: 'generic-10g', cpus: 64, mem: '4T', stressMem: '64G' };
  return resolve({ ...throttled, ...guest, maxTime: '4h', zeroPageDetection: 'legacy' });
}

/** A 12 TiB guest under Cloud Hypervisor, whose DirtyLogWorker harvests several times a second. */
export function watchedGuest() {
  return resolve({
    vmm: 'cloud-hypervisor',
    variant: 'cyberus-dlw',
    host: 'cloud-hypervisor-lab',
    cpus: 64,
    mem: '12T',
    stressMem: '64G',
    connections: 16,
    timeout: '1h',
    timeoutStrategy: 'cancel',
  });
}
