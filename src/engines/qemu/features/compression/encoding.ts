import { isAtLeast, type QemuVersion } from '../../../../profiles/qemu-version.js';

/** What compresses multifd's packets (QEMU, `multifd-compression`). */
export const multifdCompressions = ['zlib', 'zstd', 'qpl', 'uadk', 'qatzip'] as const;
export type MultifdCompressionName = (typeof multifdCompressions)[number];

/** The version with which each came; the others are older than the versions modelled. */
export const multifdCompressionSince: Readonly<
  Partial<Record<MultifdCompressionName, QemuVersion>>
> = { qpl: '9.1', uadk: '9.1', qatzip: '9.2' };

/** The level parameters and their ranges; qpl and uadk have none. */
export const multifdLevelRanges = {
  zlib: { min: 0, max: 9 },
  zstd: { min: 0, max: 20 },
  qatzip: { min: 1, max: 9 },
} as const;

/** The levels that a method takes; one that has none takes the default. */
export function multifdLevelRange(method: MultifdCompressionName): {
  readonly min: number;
  readonly max: number;
} {
  if (method === 'qpl' || method === 'uadk') {
    return { min: encodingDefaults.multifdLevel, max: encodingDefaults.multifdLevel };
  }
  return multifdLevelRanges[method];
}

/** The first version without multi-thread compression. */
export const compressUntil: QemuVersion = '9.1';

/** `compress-level` and `compress-threads` of QEMU. */
export const compressLevelRange = { min: 0, max: 9 } as const;
export const compressThreadsRange = { min: 1, max: 255, unit: 'threads' } as const;

/** What makes pages smaller on their way; each is null where it is not used. */
export interface EncodingParameters {
  readonly xbzrle: {
    /** `xbzrle-cache-size`, a power of two. */
    readonly cacheBytes: number;
    /** What was asked for, in percent of the guest's RAM; absent where the size was. */
    readonly cachePercent?: number;
  } | null;
  /** Multi-thread compression. */
  readonly compress: {
    /** `compress-threads` at the source, `decompress-threads` at the destination. */
    readonly threads: number;
    readonly level: number;
    /** `compress-wait-thread`: whether a page waits for a thread, or is sent as it is. */
    readonly waitThread: boolean;
  } | null;
  readonly multifdCompression: {
    readonly method: MultifdCompressionName;
    /** The method's level, where it has one. */
    readonly level: number;
  } | null;
}

/** Everything travels as it is. */
export const noEncoding: EncodingParameters = {
  xbzrle: null,
  compress: null,
  multifdCompression: null,
};

/** guestperf's defaults (scenario.py), and QEMU's where guestperf has none. */
export const encodingDefaults = {
  xbzrleCachePercent: 10,
  compressThreads: 1,
  compressLevel: 1,
  multifdLevel: 1,
} as const;

/** QEMU's least xbzrle-cache-size: a page. */
const LEAST_CACHE_BYTES = 4096;

/** The greatest power of two that is not above `percent` of the guest's RAM in GiB. */
export function xbzrleCacheBytes(memGib: number, percent: number): number {
  const bytes = (memGib * 2 ** 30 * percent) / 100;
  return 2 ** Math.floor(Math.log2(Math.max(LEAST_CACHE_BYTES, bytes)));
}

/** What an encoding is called in the name of a mode. */
export function encodingLabels(encoding: EncodingParameters | undefined): string[] {
  const { compress, multifdCompression, xbzrle } = encoding ?? noEncoding;
  return [
    ...(xbzrle === null ? [] : ['XBZRLE']),
    ...(compress === null ? [] : ['compress']),
    ...(multifdCompression === null ? [] : [multifdCompression.method]),
  ];
}

/** What of an encoding a reader has to know: where it is not what the real program does. */
export function encodingNotes(
  encoding: EncodingParameters | undefined,
  version: QemuVersion,
): string[] {
  if (encoding === undefined) return [];
  const notes: string[] = [];
  const { multifdCompression, xbzrle } = encoding;
  if (xbzrle !== null) {
    const mib = xbzrle.cacheBytes / 2 ** 20;
    notes.push(
      `XBZRLE cache of ${mib} MiB: guestperf.py itself fails here, as QEMU takes no fractions and ` +
        'no sizes that are not powers of two',
    );
  }
  if (multifdCompression === null) return notes;
  const { level, method } = multifdCompression;
  if (method === 'qpl' || method === 'qatzip') {
    notes.push(`${method} without its hardware: it compresses in software`);
  }
  if (method === 'uadk') notes.push('uadk without its hardware: pages are sent as they are');
  if (!isAtLeast(version, '8.0') && level !== encodingDefaults.multifdLevel) {
    notes.push(`QEMU ${version} ignores a multifd-${method}-level that is set at run time`);
  }
  return notes;
}
