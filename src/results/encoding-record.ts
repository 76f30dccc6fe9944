import * as z from 'zod/mini';
import { count } from './schema-fields.js';
import {
  type EncodingParameters,
  multifdCompressions,
} from '../engines/qemu/features/compression/encoding.js';
import type { QemuScenario } from '../engines/scenario.js';
import type { MigrationResult } from '../engines/migration-result.js';

const rate = (description: string) =>
  z.number().check(z.nonnegative(), z.describe(description)) as z.ZodMiniNumber;

/** xbzrle-cache of query-migrate. */
export const xbzrleSchema = z.strictObject({
  cache_size: count('xbzrle-cache-size, bytes'),
  pages: count('Pages of which the cache had a copy'),
  bytes: count('Bytes of deltas, and a page for each overflow'),
  cache_miss: count('Pages of which it had none'),
  overflow: count('Pages whose delta was no shorter than the page'),
  cache_miss_rate: rate('Misses to pages sent, in the last judged period'),
  encoding_rate: rate('Bytes of pages to bytes of deltas, in the last judged period'),
});

/** compression of query-migrate. */
export const compressionSchema = z.strictObject({
  pages: count('Pages that were compressed'),
  busy: count('Pages that were sent as they are, as no thread was idle'),
  busy_rate: rate('Those to pages sent, in the last judged period'),
  compressed_size: count('Bytes of the compressed pages'),
  compression_rate: rate('Bytes of pages to compressed bytes, in the last judged period'),
});

const optionalCount = (description: string) =>
  z.optional(z.int()).check(z.describe(description)) as z.ZodMiniOptional<z.ZodMiniInt>;

/** The parameters of encodings in a record, each absent where the encoding was not used. */
export const encodingParameterFields = {
  xbzrle_cache_size: optionalCount('Bytes; absent without XBZRLE'),
  compress_threads: optionalCount('Absent without multi-thread compression'),
  compress_level: optionalCount('Absent without multi-thread compression'),
  compress_wait_thread: z.optional(z.boolean()),
  multifd_compression: z.optional(z.enum(multifdCompressions)),
  multifd_compression_level: optionalCount('Absent without multifd compression'),
};

const unlessUsed = <Schema extends z.ZodMiniObject>(schema: Schema, name: string) =>
  z
    .nullable(schema)
    .check(z.describe(`What ${name} did; null unless it was used`)) as z.ZodMiniNullable<Schema>;

/** What encodings did, in a record. */
export const encodingRecordFields = {
  xbzrle: unlessUsed(xbzrleSchema, 'XBZRLE'),
  compression: unlessUsed(compressionSchema, 'multi-thread compression'),
};

/** What each encoding did in a run. */
export function encodingRecords({ xbzrle, compression }: MigrationResult): {
  xbzrle: z.infer<typeof xbzrleSchema> | null;
  compression: z.infer<typeof compressionSchema> | null;
} {
  return {
    xbzrle:
      xbzrle === undefined
        ? null
        : {
            cache_size: xbzrle.cacheBytes,
            pages: xbzrle.pages,
            bytes: xbzrle.bytes,
            cache_miss: xbzrle.cacheMiss,
            overflow: xbzrle.overflow,
            cache_miss_rate: xbzrle.cacheMissRate,
            encoding_rate: xbzrle.encodingRate,
          },
    compression:
      compression === undefined
        ? null
        : {
            pages: compression.pages,
            busy: compression.busy,
            busy_rate: compression.busyRate,
            compressed_size: compression.compressedBytes,
            compression_rate: compression.compressionRate,
          },
  };
}

/** The parameters of what makes pages smaller, by QEMU's names; nothing where it is not used. */
export function encodingParameters({ encoding }: QemuScenario): {
  xbzrle_cache_size?: number;
  compress_threads?: number;
  compress_level?: number;
  compress_wait_thread?: boolean;
  multifd_compression?: NonNullable<EncodingParameters['multifdCompression']>['method'];
  multifd_compression_level?: number;
} {
  if (encoding === undefined) return {};
  const { xbzrle, compress, multifdCompression } = encoding;
  return {
    ...(xbzrle !== null && { xbzrle_cache_size: xbzrle.cacheBytes }),
    ...(compress !== null && {
      compress_threads: compress.threads,
      compress_level: compress.level,
      compress_wait_thread: compress.waitThread,
    }),
    ...(multifdCompression !== null && {
      multifd_compression: multifdCompression.method,
      multifd_compression_level: multifdCompression.level,
    }),
  };
}
