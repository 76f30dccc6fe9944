// The scenarios that are timed within a process, by the names of their rows. `resolve` is that of the build.
const throttled = { autoConverge: true, backgroundSync: 'off', maxIters: 200 };
const headline = { ...throttled, host: 'smartx-v1', cpus: 16, mem: 100, maxTime: 1200 };
const heavy = { ...headline, stressMem: 5000 };
const { autoConverge: _, ...unthrottled } = heavy;
const lab = { vmm: 'cloud-hypervisor', host: 'cloud-hypervisor-lab' };

/** Settings of each scenario. */
export const scenarios = {
  /** The heaviest row of the v1 table. */
  heavy,
  xbzrle: { ...heavy, compressionXbzrle: true },
  'multi-thread-compression': { ...heavy, qemu: '9.0', compressionMt: true },
  multifd: { ...heavy, multifd: true },
  'multifd-zstd': { ...heavy, multifd: true, multifdCompression: 'zstd' },
  'cloud-hypervisor': { ...lab, cpus: 16, mem: 100, stressMem: 5000, timeout: '1h' },
  /** About a million faults. */
  postcopy: { ...unthrottled, postCopy: true, postcopyPreempt: true },
  random: { ...headline, workload: 'random' },
  'hot-cold': { ...headline, workload: 'hot-cold' },
  /** 2^30 pages of 4 KiB, of which 64 GiB are written all the time. */
  huge: {
    ...throttled,
    host: 'generic-10g',
    cpus: 64,
    mem: '4T',
    stressMem: '64G',
    maxTime: '4h',
    zeroPageDetection: 'legacy',
  },
  /** 12 TiB under Cloud Hypervisor, whose DirtyLogWorker harvests several times a second. */
  watched: {
    ...lab,
    variant: 'cyberus-dlw',
    cpus: 64,
    mem: '12T',
    stressMem: '64G',
    connections: 16,
    timeout: '1h',
    timeoutStrategy: 'cancel',
  },
};
