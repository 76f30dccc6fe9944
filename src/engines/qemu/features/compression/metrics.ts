import { count, described, nonNegative, nullable } from '../../../../input/schema-fields.js';
import { readFields, rowsOf, schemaOf } from '../../../metric.js';
import type { CompressionReport, MigrationResult } from '../../../migration-result.js';

const { field } = rowsOf<MigrationResult>();
const { field: counter } = rowsOf<CompressionReport>();

/** compression of query-migrate. */
const compressionCounters = {
  pages: counter(count('Pages that were compressed'), ({ pages }) => pages),
  busy: counter(
    count('Pages that were sent as they are, as no thread was idle'),
    ({ busy }) => busy,
  ),
  busy_rate: counter(
    described(nonNegative, 'Those to pages sent, in the last judged period'),
    ({ busyRate }) => busyRate,
  ),
  compressed_size: counter(
    count('Bytes of the compressed pages'),
    ({ compressedBytes }) => compressedBytes,
  ),
  compression_rate: counter(
    described(nonNegative, 'Bytes of pages to compressed bytes, in the last judged period'),
    ({ compressionRate }) => compressionRate,
  ),
};

export const compressionMetrics = {
  compression: field(
    nullable(
      schemaOf(compressionCounters),
      'What multi-thread compression did; null unless it was used',
    ),
    ({ compression }) =>
      compression === undefined ? null : readFields(compressionCounters, compression),
  ),
};
