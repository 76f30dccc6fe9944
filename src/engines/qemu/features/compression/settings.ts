import {
  isAtLeast,
  type QemuRelease,
  type QemuVersion,
} from '../../../../profiles/qemu-version.js';
import { choice, integer, type LooseSettings, toggle } from '../../../setting.js';

/** What compresses multifd's packets (QEMU, `multifd-compression`). */
export const multifdCompressions = ['zlib', 'zstd', 'qpl', 'uadk', 'qatzip'] as const;
export type MultifdCompressionName = (typeof multifdCompressions)[number];

/** The release with which each came. */
const methodSince: Readonly<Partial<Record<string, QemuRelease>>> = {
  qpl: '9.1',
  uadk: '9.1',
  qatzip: '9.2',
};

/** The release with which a method came; null if all versions modelled that have multifd have it. */
export function multifdCompressionSince(method: string): QemuRelease | null {
  return methodSince[method] ?? null;
}

/** The methods that a version of QEMU has. */
export function multifdCompressionsOf(version: QemuVersion): readonly MultifdCompressionName[] {
  return multifdCompressions.filter((method) => {
    const since = multifdCompressionSince(method);
    return since === null || isAtLeast(version, since);
  });
}

/** The default of every level that QEMU has for compression. */
export const defaultCompressionLevel = 1;

const isCompressed = ({ settings }: { readonly settings: LooseSettings }): boolean =>
  settings['compressionMt'] === true;

/** Compression of pages in threads: in QEMU up to 9.0. */
export const multiThreadCompressionSettings = {
  compressionMt: toggle({
    help: 'compress pages in threads; in QEMU up to 9.0',
    until: '9.0',
    guestperf: 'compression_mt',
    qmp: { capability: 'compress' },
  }),
  compressionMtThreads: integer({
    min: 1,
    max: 255,
    unit: 'threads',
    help: 'compress-threads, and decompress-threads at the destination',
    standard: 1,
    needs: 'compressionMt',
    guestperf: 'compression_mt_threads',
    record: {
      key: 'compress_threads',
      description: 'Absent without multi-thread compression',
      isThere: isCompressed,
    },
    qmp: { parameter: 'compress-threads' },
  }),
  compressLevel: integer({
    min: 0,
    max: 9,
    help: 'compress-level, with --compression-mt',
    standard: defaultCompressionLevel,
    needs: 'compressionMt',
    record: {
      key: 'compress_level',
      description: 'Absent without multi-thread compression',
      isThere: isCompressed,
    },
    qmp: { parameter: 'compress-level' },
  }),
  compressWaitThread: choice({
    choices: ['on', 'off'],
    help: 'compress-wait-thread: off sends a page as it is when no thread is idle',
    standard: 'on',
    since: '3.1',
    needs: 'compressionMt',
    record: {
      key: 'compress_wait_thread',
      values: 'boolean',
      description: null,
      value: ({ settings }) => settings['compressWaitThread'] === 'on',
      isThere: isCompressed,
    },
    qmp: { parameter: 'compress-wait-thread', value: (setting) => setting === 'on' },
  }),
};

/** The parameter that a method's level is. */
export const levelSettings = {
  zlib: 'multifdZlibLevel',
  zstd: 'multifdZstdLevel',
  qatzip: 'multifdQatzipLevel',
} as const;

function level(name: keyof typeof levelSettings, min: number, max: number) {
  return integer({
    min,
    max,
    help: `multifd-${name}-level, with --multifd-compression ${name}`,
    standard: defaultCompressionLevel,
    qmp: { parameter: `multifd-${name}-level` },
  });
}

const hasMethod = ({ settings }: { readonly settings: LooseSettings }): boolean =>
  settings['multifdCompression'] !== 'none';

/** Compression of multifd's packets. */
export const multifdCompressionSettings = {
  multifdCompression: choice({
    choices: ['none', ...multifdCompressions],
    help: 'compress the packets of --multifd; qpl and uadk since QEMU 9.1, qatzip since 9.2',
    standard: 'none',
    guestperf: 'multifd_compression',
    record: [
      {
        key: 'multifd_compression',
        description: null,
        values: multifdCompressions,
        isThere: hasMethod,
      },
      {
        key: 'multifd_compression_level',
        values: 'integer',
        description: 'Absent without multifd compression',
        value: ({ settings }) => multifdLevel(settings),
        isThere: hasMethod,
      },
    ],
    qmp: { parameter: 'multifd-compression' },
  }),
  multifdZlibLevel: level('zlib', 0, 9),
  multifdZstdLevel: level('zstd', 0, 20),
  multifdQatzipLevel: level('qatzip', 1, 9),
};

/** The level of the method in use; a method that has none has the default. */
export function multifdLevel(settings: LooseSettings): number {
  const method = settings['multifdCompression'] as keyof typeof levelSettings;
  return method in levelSettings
    ? Number(settings[levelSettings[method]])
    : defaultCompressionLevel;
}
