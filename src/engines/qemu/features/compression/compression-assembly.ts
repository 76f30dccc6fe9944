import { ns } from '../../../../sim/time.js';
import type { ContentReader } from '../../../../migration/content-reader.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { PageEncoding } from '../../../../migration/page-encoding.js';
import { isAtLeast } from '../../../../profiles/qemu-version.js';
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
import { defaultCompressionLevel, multifdLevel } from './settings.js';
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
  const { compressionMt, compressionMtThreads, compressWaitThread, multifd } = scenario.settings;
  const { compressionSpeed, queuePageNs } = scenario.host.numbers;
  const codec = codecOf(scenario);
  return {
    threads: compressionMt
      ? {
          threads: compressionMtThreads,
          waits: compressWaitThread === 'on',
          queuePage: ns(queuePageNs),
        }
      : null,
    codec: codec && codecAtSpeed(codec, compressionSpeed),
    isMultifd: multifd,
  };
}

function codecOf({ settings, version }: QemuScenario): Codec | null {
  if (!settings.multifd) {
    return settings.compressionMt ? zlibPageCodec(settings.compressLevel) : null;
  }
  // 7.2 takes a level that is set at run time, and goes on with its default.
  const level = isAtLeast(version, '8.0') ? multifdLevel(settings) : defaultCompressionLevel;
  switch (settings.multifdCompression) {
    case 'none':
      return null;
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
