import type { ContentReader } from '../../../../migration/content-reader.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { PageEncoding } from '../../../../migration/page-encoding.js';
import { hostEncodingValues } from '../../../../profiles/host-encoding.js';
import { hostTransferValues } from '../../../../profiles/host-transfer.js';
import { isAtLeast, type QemuVersion } from '../../../../profiles/qemu-version.js';
import type { RunMeasurements } from '../../../migration-result.js';
import type { QemuScenario } from '../../../scenario.js';
import { type Codec, codecAtSpeed } from './codec.js';
import {
  qplCodec,
  uadkCodec,
  zlibPageCodec,
  zlibStreamCodec,
  zstdStreamCodec,
} from './codec-tables.js';
import { CompressionStatistics } from './compression-statistics.js';
import { type EncodingParameters, encodingDefaults } from './encoding.js';
import { type CompressionSetup, MultiThreadCompression } from './multi-thread-compression.js';
import { MultifdCompression } from './multifd-compression.js';
import { PageCompressor } from './page-compressor.js';

export interface CompressionParameters {
  /** Multi-thread compression; null without. */
  readonly threads: Pick<CompressionSetup, 'threads' | 'waits' | 'queuePage'> | null;
  /** What makes pages smaller; null where they travel as they are. */
  readonly codec: Codec | null;
  /** Pages travel over multifd's channels: `compress` never encodes those (QEMU 7.2). */
  readonly isMultifd: boolean;
}

export function compressionParameters(scenario: QemuScenario): CompressionParameters {
  const { compress = null, multifdCompression = null } = scenario.encoding ?? {};
  const isMultifd = (scenario.transfer?.multifdChannels ?? 0) > 0;
  const codec = isMultifd
    ? multifdCodec(multifdCompression, scenario.version)
    : compress && zlibPageCodec(compress.level);
  const { compressionSpeed } = hostEncodingValues(scenario.host.encoding);
  return {
    threads: compress && {
      threads: compress.threads,
      waits: compress.waitThread,
      queuePage: hostTransferValues(scenario.host.transfer).queuePageNs,
    },
    codec: codec && codecAtSpeed(codec, compressionSpeed),
    isMultifd,
  };
}

function multifdCodec(
  compression: EncodingParameters['multifdCompression'],
  version: QemuVersion,
): Codec | null {
  if (compression === null) return null;
  // 7.2 takes a level that is set at run time, and goes on with its default.
  const level = isAtLeast(version, '8.0') ? compression.level : encodingDefaults.multifdLevel;
  switch (compression.method) {
    case 'zlib':
    case 'qatzip':
      return zlibStreamCodec(level);
    case 'zstd':
      return zstdStreamCodec(level);
    case 'qpl':
      return qplCodec();
    case 'uadk':
      return uadkCodec();
  }
}

/** Compression in a migration; each is null without. */
export interface AssembledCompression {
  readonly encoding: PageEncoding | null;
  /** Of multi-thread compression. */
  readonly statistics: CompressionStatistics | null;
}

/** @param isActive whether pages are compressed now: no longer, once XBZRLE has begun */
export function assembleCompression(
  { codec, isMultifd, threads }: CompressionParameters,
  context: MigrationContext,
  reader: ContentReader,
  isActive: () => boolean,
): AssembledCompression {
  const compressor = codec && new PageCompressor(reader, codec);
  if (isMultifd || threads === null || compressor === null) {
    const encoding = compressor && new MultifdCompression(compressor);
    return { encoding, statistics: threads && new CompressionStatistics(context) };
  }
  const setup = { ...threads, decompressThreads: threads.threads, isActive };
  const encoding = new MultiThreadCompression(context, compressor, setup);
  return { encoding, statistics: encoding.statistics };
}

/** What multi-thread compression has counted; nothing without. */
export function compressionReport({
  statistics,
}: AssembledCompression): Pick<RunMeasurements, 'compression'> {
  return statistics === null ? {} : { compression: statistics.report() };
}
