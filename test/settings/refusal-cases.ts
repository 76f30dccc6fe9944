import type { Settings } from '../../src/settings/resolve.js';

const ring = { dirtyRingSize: 4096 };
const multifd = { multifd: true };
const old = { qemu: '2.6' } as const;
const nova = {
  name: 'nova',
  description: 'x',
  source: 'x',
  policy: {
    kind: 'nova',
    live_migration_downtime: 500,
    live_migration_downtime_steps: 10,
    live_migration_downtime_delay: 75,
    live_migration_completion_timeout: 800,
    live_migration_timeout_action: 'abort',
    live_migration_permit_post_copy: false,
    live_migration_permit_auto_converge: false,
  },
} as const;

/** Pairs of capabilities, of which test/engines/qemu has all versions. */
export const capabilityCases: readonly Settings[] = [
  { qemu: '8.0', postCopy: true, ...multifd },
  { qemu: '8.0', postCopy: true, postcopyPreempt: true, compressionMt: true },
  { qemu: '8.0', ...multifd, compressionMt: true },
  { qemu: '8.2', ...multifd, compressionXbzrle: true },
  { qemu: '8.2', compressionMt: true, compressionXbzrle: true },
];

/** What a strategy's completion takes the place of. */
const completions: readonly (readonly [Settings, string])[] = [
  [{ policy: nova }, 'policy'],
  [{ pause: true }, 'pause'],
  [{ pauseAfter: 60 }, 'pauseAfter'],
  [{ maxFullPasses: 3 }, 'maxFullPasses'],
  [{ maxTransferFactor: 3 }, 'maxTransferFactor'],
  [{ convergenceTimeout: 60 }, 'convergenceTimeout'],
  [{ deadline: 60 }, 'deadline'],
];

/** Settings that contradict each other, and the sentence that says so. */
export const refusalCases: readonly (readonly [Settings, string])[] = [
  [
    { throttleInitial: 50, maxThrottle: 20 },
    'maxThrottle: 20 is below throttleInitial 50; allowed: 50 to 99 (%)',
  ],
  [
    { strategy: 'proportional', autoConverge: true },
    'strategy: proportional has a throttle of its own, which contradicts autoConverge',
  ],
  [
    { strategy: 'proportional', dirtyLimit: true, ...ring },
    'strategy: proportional has a throttle of its own, which contradicts dirtyLimit',
  ],
  [
    { strategy: 'v2', autoConverge: true, backgroundSync: 'merged' },
    'strategy: v2 has a sync of its own, which contradicts backgroundSync',
  ],
  ...completions.map(([settings, name]): readonly [Settings, string] => [
    { strategy: 'stall', ...settings },
    `strategy: stall has a completion of its own, which contradicts ${name}`,
  ]),
  [{ pause: true, pauseAfter: 60 }, 'pauseAfter: 60 contradicts pause: a guest is paused once'],
  [{ deadline: 400 }, 'deadline: 400 contradicts maxTime 300, which cancels before'],
  [{ deadline: '2min', maxTime: 60 }, 'deadline: 120 contradicts maxTime 60, which cancels before'],
  [{ pauseAfter: 301 }, 'pauseAfter: 301 contradicts maxTime 300, which cancels before'],
  [
    { convergenceTimeout: 400 },
    'convergenceTimeout: 400 contradicts maxTime 300, which cancels before',
  ],
  [
    { convergenceTimeout: 60, downtime: 300 },
    'convergenceTimeout: 60 contradicts downtime 300: it sets the limit, from 30 ms on',
  ],
  [
    { policy: 'kubevirt', pause: true },
    'policy: kubevirt contradicts pause: a policy decides by itself',
  ],
  [
    { policy: nova, maxTransferFactor: 2 },
    'policy: nova contradicts maxTransferFactor: a policy decides by itself',
  ],
  [
    { policy: 'kubevirt', autoConverge: true },
    'autoConverge: contradicts policy kubevirt, which does not permit it',
  ],
  [
    { policy: nova, downtime: 300 },
    'downtime: contradicts policy nova, which sets the downtime limit',
  ],
  [
    { qemu: '7.2', autoConverge: true, backgroundSync: 'merged' },
    'backgroundSync: merged is not in QEMU 7.2, it came with 9.2; allowed: off, v1, v2',
  ],
  [
    { qemu: '10.2', autoConverge: true, backgroundSync: 'v2' },
    'backgroundSync: v2 was a patch against QEMU 9.1, never in a release, and does not apply to 10.2; allowed: off, merged',
  ],
  [{ qemu: '9.1', backgroundSync: 'v2' }, 'backgroundSync: v2 needs autoConverge'],
  [{ qemu: '10.0', backgroundSync: 'merged' }, 'backgroundSync: merged needs autoConverge'],
  [{ responsiveThrottle: true }, 'responsiveThrottle: needs autoConverge'],
  [{ cpuThrottleResponsive: true }, 'cpuThrottleResponsive: needs autoConverge'],
  [{ multifdChannels: 4 }, 'multifdChannels: 4 needs multifd'],
  [{ compressionXbzrleCache: 20 }, 'compressionXbzrleCache: 20 needs compressionXbzrle'],
  [{ compressionMtThreads: 4 }, 'compressionMtThreads: 4 needs compressionMt'],
  [{ compressLevel: 2 }, 'compressLevel: 2 needs compressionMt'],
  [{ compressWaitThread: 'off' }, 'compressWaitThread: off needs compressionMt'],
  [
    { qemu: '8.2', zeroPageDetection: 'none' },
    'zeroPageDetection: none is not in QEMU 8.2, it came with 9.0; allowed: legacy',
  ],
  [{ deviceStateChannels: 2 }, 'deviceStateChannels: 2 needs multifd'],
  [
    { ...multifd, multifdChannels: 4, deviceStateChannels: 4 },
    'deviceStateChannels: 4 leaves none of the 4 channels to RAM; allowed: 0 to 3',
  ],
  [
    { ...multifd, multifdChannels: 1, deviceStateChannels: 1 },
    'deviceStateChannels: 1 leaves none of the 1 channels to RAM; allowed: 0',
  ],
  [
    { ...multifd, deviceStateChannels: 1, deviceStateTransfer: 'serial' },
    'deviceStateChannels: 1 is of no use to device state that travels serially on the main channel',
  ],
  [
    { deviceStateTransfer: 'parallel' },
    'deviceStateTransfer: parallel needs multifd; allowed: serial',
  ],
  [{ postcopyPreempt: true }, 'postcopyPreempt: needs postCopy, or a policy that starts postcopy'],
  [
    { maxPostcopyBandwidth: 5, policy: 'kubevirt' },
    'maxPostcopyBandwidth: needs postCopy, or a policy that starts postcopy',
  ],
  [
    { postCopy: true, policy: 'kubevirt' },
    'postCopy: contradicts policy: a policy decides by itself',
  ],
  [
    { postCopy: true, pause: true },
    'postCopy: contradicts pause: a guest that stands still needs no postcopy',
  ],
  [
    { postCopy: true, pauseAfter: 3 },
    'postCopy: contradicts pause: a guest that stands still needs no postcopy',
  ],
  [
    { postCopy: true, freePageHint: 'qemu-hinting' },
    'freePageHint: is ignored by QEMU with postcopy (postCopy)',
  ],
  [
    { policy: 'libvirt-postcopy', freePageHint: 'qemu-hinting' },
    'freePageHint: is ignored by QEMU with postcopy (policy)',
  ],
  [
    { postCopy: true, deviceState: 10 },
    'deviceState: must be 0 with postcopy (postCopy): QEMU does not migrate VFIO devices so',
  ],
  [
    { ...multifd, multifdCompression: 'zstd', multifdZlibLevel: 3 },
    'multifdZlibLevel: 3 needs multifdCompression zlib',
  ],
  [{ multifdZstdLevel: 3 }, 'multifdZstdLevel: 3 needs multifdCompression zstd'],
  [{ multifdQatzipLevel: 3 }, 'multifdQatzipLevel: 3 needs multifdCompression qatzip'],
  [{ multifdCompression: 'zstd' }, 'multifdCompression: zstd needs multifd'],
  [
    { ...multifd, qemu: '9.0', multifdCompression: 'qpl' },
    'multifdCompression: qpl is not in QEMU 9.0, it came with 9.1; allowed: zlib, zstd',
  ],
  [
    { dirtyRingSize: 512 },
    'dirtyRingSize: 512 is out of range; allowed: 0, or a power of two from 1024 to 65536',
  ],
  [
    { dirtyRingSize: 1025 },
    'dirtyRingSize: 1025 is not a power of two; allowed: 0, or a power of two from 1024 to 65536',
  ],
  [
    { ...ring, host: 'qemu-lab' },
    'dirtyRingSize: 4096 needs KVM, and the vCPUs of the host profile run under TCG',
  ],
  [
    { ...ring, dirtyLog: 'manual-protect' },
    'dirtyLog: manual-protect contradicts dirtyRingSize: a ring takes the place of the bitmap',
  ],
  [
    { dirtyLimit: true },
    'dirtyLimit: needs dirtyRingSize: a vCPU is held up when its dirty ring is full',
  ],
  [{ ...ring, qemu: '8.0', dirtyLimit: true }, 'dirtyLimit: is not in QEMU 8.0, it came with 8.1'],
  [
    { qemu: '8.1', availSwitchoverBandwidth: '1GiB/s' },
    'availSwitchoverBandwidth: 1024 is not in QEMU 8.1, it came with 8.2',
  ],
  [
    { ...ring, dirtyLimit: true, autoConverge: true },
    'dirtyLimit: contradicts autoConverge in QEMU 10.2: both slow the guest down at the same sign, and only one can',
  ],
  [
    { qemu: '9.1', compressionMt: true },
    'compressionMt: is not in QEMU 9.1, it was removed in 9.1',
  ],
  [{ ...old, ...multifd }, 'multifd: is not in QEMU 2.6, it came with 4.0'],
  [{ ...old, ...ring }, 'dirtyRingSize: 4096 is not in QEMU 2.6, it came with 6.1'],
  [{ ...old, maxThrottle: 80 }, 'maxThrottle: 80 is not in QEMU 2.6, it came with 3.1'],
  [{ ...old, throttleTailslow: true }, 'throttleTailslow: is not in QEMU 2.6, it came with 5.1'],
  [
    { ...old, throttleTriggerThreshold: 40 },
    'throttleTriggerThreshold: 40 is not in QEMU 2.6, it came with 5.0',
  ],
  [
    { ...old, postCopy: true, maxPostcopyBandwidth: 5 },
    'maxPostcopyBandwidth: 5 is not in QEMU 2.6, it came with 3.0',
  ],
  [
    { ...old, postCopy: true, postcopyPreempt: true },
    'postcopyPreempt: is not in QEMU 2.6, it came with 7.1',
  ],
  [
    { ...old, compressionMt: true, compressWaitThread: 'off' },
    'compressWaitThread: off is not in QEMU 2.6, it came with 3.1',
  ],
  [
    { ...old, freePageHint: 'qemu-hinting' },
    'freePageHint: qemu-hinting is not in QEMU 2.6, it came with 4.0',
  ],
  [{ ...old, deviceState: 10 }, 'deviceState: 10 is not in QEMU 2.6, it came with 5.2; allowed: 0'],
  [
    { ...old, dirtyLog: 'manual-protect' },
    'dirtyLog: manual-protect is not in QEMU 2.6, it came with 4.1; allowed: clear-at-sync',
  ],
];
