import { type Codec, codecAtSpeed } from './features/compression/codec.js';
import {
  qplCodec,
  uadkCodec,
  zlibPageCodec,
  zlibStreamCodec,
  zstdStreamCodec,
} from './features/compression/codec-tables.js';
import { ContentReader } from '../../migration/content-reader.js';
import { DestinationCopies } from '../../migration/destination-copies.js';
import { CompressionStatistics, XbzrleStatistics } from '../../migration/encoding-statistics.js';
import { MultiThreadCompression } from './features/compression/multi-thread-compression.js';
import { MultifdCompression } from './features/compression/multifd-compression.js';
import { PageCompressor } from './features/compression/page-compressor.js';
import type { PageEncoding } from '../../migration/page-encoding.js';
import type { Xbzrle } from './features/xbzrle/xbzrle.js';
import type { MigrationContext } from '../../migration/context.js';
import { traceEvent } from '../../migration/context.js';
import type { DirtySync, PeriodRates } from '../../migration/dirty-sync.js';
import type { Oracle } from '../../migration/oracle.js';
import type { RunMeasurements } from '../migration-result.js';
import {
  type EncodingParameters,
  encodingDefaults,
  noEncoding,
} from './features/compression/encoding.js';
import { hostEncodingValues } from '../../profiles/host-encoding.js';
import { hostTransferValues } from '../../profiles/host-transfer.js';
import type { AssembledGuest } from '../guest-assembly.js';
import { isAtLeast, type QemuVersion } from '../../profiles/qemu-version.js';
import type { QemuScenario } from '../scenario.js';

/** What makes pages smaller in a migration, and what it counts. */
export interface AssembledEncodings {
  /** In the order in which they are offered a page. */
  readonly encodings: readonly PageEncoding[];
  readonly xbzrle: XbzrleStatistics | null;
  readonly compression: CompressionStatistics | null;
}

/** Classes that the tests replace by broken ones. */
export interface EncodingParts {
  readonly Xbzrle: typeof Xbzrle;
}

/**
 * Builds what a scenario's encoding asks for; null if it asks for none. What it counts is worked out
 * at the end of each judged period, and the oracle is told what the destination gets.
 */
export function assembleEncodings(
  scenario: QemuScenario,
  context: MigrationContext,
  assembled: Pick<AssembledGuest, 'trackContent'>,
  oracle: Oracle | null,
  dirtySync: DirtySync,
  parts: EncodingParts,
): AssembledEncodings | null {
  if (scenario.encoding === undefined) return null;
  assembled.trackContent();
  if (oracle !== null) oracle.copies = new DestinationCopies(context.guest);
  const encodings = build(scenario, context, parts, oracle?.copies ?? null);
  dirtySync.rates = encodingRates(encodings, context);
  return encodings;
}

/** What encodings have counted; nothing of those that are not used. */
export function encodingReports(
  encodings: AssembledEncodings | null,
): Pick<RunMeasurements, 'xbzrle' | 'compression'> {
  const { xbzrle = null, compression = null } = encodings ?? {};
  return {
    ...(xbzrle !== null && { xbzrle: xbzrle.report() }),
    ...(compression !== null && { compression: compression.report() }),
  };
}

/**
 * Pages that travel over multifd's channels are never encoded by XBZRLE nor by `compress` (QEMU 7.2,
 * ram_save_target_page).
 */
function build(
  scenario: QemuScenario,
  context: MigrationContext,
  parts: EncodingParts,
  copies: DestinationCopies | null,
): AssembledEncodings {
  const { encoding = noEncoding, transfer } = scenario;
  const host = hostEncodingValues(scenario.host.encoding);
  const reader = new ContentReader(context);
  const compressorOf = (codec: Codec): PageCompressor =>
    new PageCompressor(reader, codecAtSpeed(codec, host.compressionSpeed));
  if ((transfer?.multifdChannels ?? 0) > 0) {
    const codec = multifdCodec(encoding.multifdCompression, scenario.version);
    return {
      encodings: codec === null ? [] : [new MultifdCompression(compressorOf(codec))],
      xbzrle: encoding.xbzrle === null ? null : new XbzrleStatistics(encoding.xbzrle.cacheBytes),
      compression: encoding.compress === null ? null : new CompressionStatistics(),
    };
  }
  const { counters } = context;
  const countsIterations = scenario.migration.backgroundSync === 'v1';
  const xbzrle =
    encoding.xbzrle === null
      ? null
      : new parts.Xbzrle(context, reader, {
          cacheBytes: encoding.xbzrle.cacheBytes,
          costs: {
            compare: host.xbzrleComparePageNs,
            store: host.xbzrleStorePageNs,
            decode: host.xbzrleDecodePageNs,
          },
          generation: countsIterations
            ? () => counters.iterationCount
            : () => counters.dirtySyncCount,
          copies,
        });
  const { compress } = encoding;
  const compression =
    compress === null
      ? null
      : new MultiThreadCompression(context, compressorOf(zlibPageCodec(compress.level)), {
          threads: compress.threads,
          decompressThreads: compress.threads,
          waits: compress.waitThread,
          queuePage: hostTransferValues(scenario.host.transfer).queuePageNs,
          isActive: () => xbzrle?.isStarted !== true,
        });
  return {
    encodings: [xbzrle, compression].filter((each) => each !== null),
    xbzrle: xbzrle?.statistics ?? null,
    compression: compression?.statistics ?? null,
  };
}

/** Rates of each judged period, and their trace; null where there is nothing to count. */
function encodingRates(
  { xbzrle, compression }: AssembledEncodings,
  context: MigrationContext,
): PeriodRates | null {
  if (xbzrle === null && compression === null) return null;
  return {
    periodEnded(sentPages) {
      xbzrle?.periodEnded(sentPages);
      compression?.periodEnded(sentPages);
      if (context.trace === null) return;
      if (xbzrle !== null) {
        const report = xbzrle.report();
        traceEvent(context, {
          event: 'xbzrle',
          pages: report.pages,
          bytes: report.bytes,
          cache_miss: report.cacheMiss,
          overflow: report.overflow,
          cache_miss_rate: report.cacheMissRate,
          encoding_rate: report.encodingRate,
        });
      }
      if (compression !== null) {
        const report = compression.report();
        traceEvent(context, {
          event: 'compression',
          pages: report.pages,
          busy: report.busy,
          compressed_size: report.compressedBytes,
          busy_rate: report.busyRate,
          compression_rate: report.compressionRate,
        });
      }
    },
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
