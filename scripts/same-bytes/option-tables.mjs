/**
 * What the options may be. The numbers are written here once more on purpose: a tester that took
 * them from the program would not notice when the program forgets them.
 */

export const qemuVersions = words('7.2 8.0 8.1 8.2 9.0 9.1 9.2 10.0 10.1 10.2');

export const variants = words(
  'ch-legacy ch-v52 ch-main cyberus-2025a cyberus-2025b cyberus-mid cyberus-new cyberus-dlw',
);

export const freePagePolicies = words(
  'blocking async-filter stopped-filter flush-queue first-pass-only qemu-hinting',
);

export const metrics = words(
  'total-time downtime blackout setup-time iterations max-throttle transferred residual',
);

export const resultFormats = ['table', 'json', 'ndjson', 'csv', 'markdown'];

/** Memory that a shipped workload needs, in GiB; one that is not named here fits into 2. */
export const workloadMemory = {
  'ended-8g': 8,
  'hot-cold': 4,
  'readers-and-writers': 4,
  'two-phases': 3,
};

const size = { '--cpus': [1, 1024], '--mem': [1, 16_383] };

const qemuNumbers = {
  ...size,
  '--stress-mem': [1, 16_775_192],
  '--sleep': [0, 86_400],
  '--max-iters': [0, 2_147_483_647],
  '--max-time': [0, 8_640_000],
  '--bandwidth': [0, 8_589_934_591],
  '--downtime': [0, 2_000_000],
  '--auto-converge-step': [1, 99],
  '--throttle-initial': [1, 99],
  '--max-throttle': [1, 99],
  '--throttle-trigger-threshold': [1, 100],
  '--dirty-ring-size': [0, 65_536],
  '--x-vcpu-dirty-limit-period': [1, 1000],
  '--vcpu-dirty-limit': [1, 8_589_934_591],
  '--pause-iters': [0, 2_147_483_647],
  '--pause-after': [0, 8_640_000],
  '--max-full-passes': [1, 2_147_483_647],
  '--convergence-timeout': [1, 8_640_000],
  '--deadline': [1, 8_640_000],
  '--post-copy-iters': [0, 2_147_483_647],
  '--max-postcopy-bandwidth': [0, 8_589_934_591],
  '--multifd-channels': [1, 255],
  '--device-state': [0, 1_048_576],
  '--device-state-channels': [0, 255],
  '--compression-xbzrle-cache': [1, 100],
  '--compression-mt-threads': [1, 255],
  '--compress-level': [0, 9],
  '--multifd-zlib-level': [0, 9],
  '--multifd-zstd-level': [0, 20],
  '--multifd-qatzip-level': [1, 9],
  '--repeat': [1, 100_000],
};

const cloudHypervisorNumbers = {
  '--timeout': [1, 8_640_000],
  '--connections': [1, 128],
  '--vhost-user-mem': [1, 1_048_576],
  '--vhost-user-rate': [1, 1_000_000],
  '--vhost-user-in-flight': [0, 1_048_576],
};

/** Options with a number and its range, by command: one below and one above are refused. */
export const numberRanges = {
  run: { ...qemuNumbers, ...cloudHypervisorNumbers, '--max-transfer-factor': [0.01, Infinity] },
  sweep: { ...qemuNumbers, ...cloudHypervisorNumbers, '--workers': [1, 1024] },
  batch: { ...size, '--sleep': [0, 86_400], '--repeat': [1, 100_000], '--workers': [1, 1024] },
  validate: { '--seeds': [1, 100_000], '--workers': [1, 1024], '--max-error': [0, Infinity] },
  compare: { '--alpha': [0.000001, 0.5], '--noise': [0, Infinity] },
  advise: {
    ...size,
    '--stress-mem': [1, 16_775_192],
    '--max-downtime': [1, 2_000_000],
    '--max-total': [1, 1_000_000],
    '--min-guest-speed': [0, 100],
    '--link-gbit': [0.001, 10_000],
    '--link-mbit': [1, 10_000_000],
    '--runs': [1, 10_000],
  },
};

const runChoices = {
  '--format': ['table', 'guestperf', 'ndjson'],
  '--mode': ['original', 'merged', 'v1+responsive'],
  '--background-sync': ['off', 'merged'],
  '--free-page-hint': freePagePolicies,
  '--zero-page-detection': ['none', 'legacy', 'multifd'],
  '--device-state-transfer': ['serial', 'after-ram', 'parallel'],
  '--vmm': ['qemu', 'cloud-hypervisor'],
  '--variant': variants,
  '--timeout-strategy': ['cancel', 'ignore'],
  '--worker-fault': ['sources', 'self-deadlock'],
  '--multifd-compression': ['zlib', 'zstd', 'qatzip'],
  '--compress-wait-thread': ['on', 'off'],
  '--qemu': qemuVersions,
  '--dirty-log': ['clear-at-sync', 'manual-protect'],
  '--transport': ['unix', 'tcp', 'rdma'],
  '--color': ['auto', 'always', 'never'],
  '--host': ['generic-10g', 'smartx-v1'],
  '--workload': ['hot-cold', 'idle'],
  '--policy': ['openstack-nova', 'kubevirt'],
};

const resultChoices = { '--format': resultFormats, '--color': ['auto', 'always', 'never'] };

/** Options with names as values, by command: to be misspelt. */
export const nameChoices = {
  run: runChoices,
  sweep: { ...runChoices, '--format': ['ndjson', 'csv', 'table'] },
  batch: { ...resultChoices, '--suite': ['free-pages', 'hypervisors'], '--qemu': qemuVersions },
  merge: { '--pivot': ['downtime:stress-mem:mode'], '--color': ['never'] },
  compare: { '--format': ['junit', 'benchmark'], '--metrics': metrics, '--color': ['never'] },
  validate: { ...resultChoices, '--reference': ['auto-converge-refinements-v1'] },
  advise: {
    '--without': ['multifd', 'postcopy', 'dirty-limit'],
    '--ram-in-use': ['all', 'workload'],
    '--host': ['generic-10g'],
    '--qemu': qemuVersions,
    '--format': ['table', 'json', 'markdown'],
  },
  plot: { '--align': ['migration', 'start'], '--color': ['never'] },
  calibrate: {
    '--rows': ['original'],
    '--qemu': qemuVersions,
    '--start': ['generic-10g'],
    '--reference': ['auto-converge-refinements-v1'],
  },
  completion: { '--color': ['never'] },
};

function words(text) {
  return text.split(' ');
}
