import { count, described, nonNegative, nullable } from '../../../../input/schema-fields.js';
import { readFields, rowsOf, schemaOf } from '../../../metric.js';
import type { MigrationResult, XbzrleReport } from '../../../migration-result.js';

const { field } = rowsOf<MigrationResult>();
const { field: counter } = rowsOf<XbzrleReport>();

/** xbzrle-cache of query-migrate. */
const xbzrleCounters = {
  cache_size: counter(count('xbzrle-cache-size, bytes'), ({ cacheBytes }) => cacheBytes),
  pages: counter(count('Pages of which the cache had a copy'), ({ pages }) => pages),
  bytes: counter(count('Bytes of deltas, and a page for each overflow'), ({ bytes }) => bytes),
  cache_miss: counter(count('Pages of which it had none'), ({ cacheMiss }) => cacheMiss),
  overflow: counter(
    count('Pages whose delta was no shorter than the page'),
    ({ overflow }) => overflow,
  ),
  cache_miss_rate: counter(
    described(nonNegative, 'Misses to pages sent, in the last judged period'),
    ({ cacheMissRate }) => cacheMissRate,
  ),
  encoding_rate: counter(
    described(nonNegative, 'Bytes of pages to bytes of deltas, in the last judged period'),
    ({ encodingRate }) => encodingRate,
  ),
};

export const xbzrleMetrics = {
  xbzrle: field(
    nullable(schemaOf(xbzrleCounters), 'What XBZRLE did; null unless it was used'),
    ({ xbzrle }) => (xbzrle === undefined ? null : readFields(xbzrleCounters, xbzrle)),
  ),
};
