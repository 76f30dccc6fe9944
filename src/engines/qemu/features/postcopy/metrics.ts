import * as z from 'zod/mini';
import { list } from '../../../../input/schema-list.js';
import { described, nonNegative, nonNegativeInt } from '../../../../input/schema-fields.js';
import { less, neither, rowsOf, toNanosecond } from '../../../metric.js';
import type { MigrationResult, PostcopyMeasurements } from '../../../migration-result.js';

const { field, metric } = rowsOf<MigrationResult>();

/** Absent where the migration could not switch to postcopy, null where precopy was enough. */
const ifPossible = <Schema extends z.ZodMiniType>(schema: Schema, description: string) =>
  described(z.optional(z.nullable(schema)), description);

/** Reads what was measured of postcopy. */
const measured =
  <Value>(read: (postcopy: PostcopyMeasurements) => Value) =>
  ({ postcopy }: MigrationResult): Value | null | undefined =>
    postcopy && read(postcopy);

/** What postcopy did, as far as the migration could switch to it. */
export const postcopyMetrics = {
  postcopy_started_ms: metric(
    neither,
    ifPossible(
      nonNegative,
      'When the switch to postcopy began, ms; null if precopy was enough, absent if it was not possible',
    ),
    measured(({ startedMs }) => toNanosecond(startedMs)),
  ),
  postcopy_requests: metric(
    less,
    ifPossible(nonNegativeInt, 'Pages that the destination asked for'),
    measured(({ requests }) => requests),
  ),
  postcopy_bytes: metric(
    neither,
    ifPossible(nonNegativeInt, 'Bytes of RAM sent in postcopy'),
    measured(({ ramBytes }) => ramBytes),
  ),
  postcopy_blocktime_ms: metric(
    less,
    ifPossible(nonNegative, 'For how long all vCPUs waited for pages, ms'),
    measured(({ blocktimeMs }) => toNanosecond(blocktimeMs)),
  ),
  postcopy_vcpu_blocktime_ms: field(
    ifPossible(list(nonNegative), 'For how long each vCPU waited, ms'),
    measured(({ vcpuBlocktimeMs }) => vcpuBlocktimeMs.map(toNanosecond)),
  ),
};
