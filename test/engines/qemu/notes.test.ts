import { expect, test } from 'vitest';
import { qemuNotes } from '../../../src/engines/qemu/notes.js';
import { scenario, type ScenarioChanges } from '../../support/scenarios.js';

const proposed = 'proposed, never in a release';
const channels = { multifd: true, multifdChannels: 4 };
const proposed2024 = 'proposed 2024, dedicated channels never in a release';

test.each<[ScenarioChanges, readonly string[]]>([
  [{}, []],
  [{ qemu: '10.0', autoConverge: true, backgroundSync: 'merged' }, []],
  [{ autoConverge: true, backgroundSync: 'v2' }, [`background sync v2: ${proposed}`]],
  [
    { autoConverge: true, backgroundSync: 'v1', responsiveThrottle: true },
    [`background sync v1: ${proposed}`, `responsive throttle: ${proposed}`],
  ],
  [
    { maxFullPasses: 3, maxTransferFactor: 2, convergenceTimeout: 60, deadline: 90 },
    [
      `a limit of full passes: ${proposed}`,
      `a limit of bytes sent: ${proposed}`,
      `convergence timeout: ${proposed}`,
      `deadline: ${proposed}`,
    ],
  ],
  [{ pause: true }, []],
  [
    { vmMem: 64, stressMem: 32, host: { guestKernelMib: 60 } },
    [
      "a guest of 64 MiB leaves 31 MiB beside what it runs, and the kernel of this host's guests takes 60: all its RAM has content",
    ],
  ],
  [{ vmMem: 64, stressMem: 32, host: { guestKernelMib: 60 }, ramInUse: 'all' }, []],
  [{ vmMem: 96, stressMem: 32, host: { guestKernelMib: 60 } }, []],
  [{ freePageHint: 'qemu-hinting' }, []],
  [{ freePageHint: 'blocking' }, [`free page policy blocking: ${proposed}`]],
  [
    { freePageHint: 'flush-queue' },
    [
      `free page policy flush-queue: ${proposed}`,
      'free page policy flush-queue is unsafe: a list that is being built during a sync is queued ' +
        'after it, and applied; pages can be lost',
    ],
  ],
  [{ qemu: '10.0', ...channels, deviceStateTransfer: 'parallel' }, []],
  [
    { qemu: '9.2', ...channels, deviceStateTransfer: 'parallel' },
    [`device state over multifd with QEMU 9.2: ${proposed2024}`],
  ],
  [
    { qemu: '10.0', ...channels, deviceStateTransfer: 'parallel', deviceStateChannels: 2 },
    [`dedicated device-state channels: ${proposed2024}`],
  ],
  [
    { qemu: '10.0', ...channels, deviceStateTransfer: 'after-ram' },
    ['device state over multifd after RAM: proposed 2024, never in a release'],
  ],
  [
    { mem: 4, compressionXbzrle: true },
    [
      'XBZRLE cache of 256 MiB: guestperf.py itself fails here, as QEMU takes no fractions and no ' +
        'sizes that are not powers of two',
    ],
  ],
  [
    { qemu: '9.2', ...channels, multifdCompression: 'qatzip' },
    ['qatzip without its hardware: it compresses in software'],
  ],
  [
    { qemu: '9.2', ...channels, multifdCompression: 'uadk' },
    ['uadk without its hardware: pages are sent as they are'],
  ],
  [
    { qemu: '7.2', ...channels, multifdCompression: 'zstd', multifdZstdLevel: 3 },
    ['QEMU 7.2 ignores a multifd-zstd-level that is set at run time'],
  ],
  [{ qemu: '8.0', ...channels, multifdCompression: 'zstd', multifdZstdLevel: 3 }, []],
])('%j', (changes, notes) => {
  expect(qemuNotes(scenario(changes))).toEqual(notes);
});
