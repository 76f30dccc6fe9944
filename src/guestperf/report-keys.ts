import * as z from 'zod/mini';
import { nonNegative } from '../input/schema-fields.js';
import { type Field, type Fields, readFields, rowsOf, schemaOf } from '../engines/metric.js';
import { isAtLeast, type QemuVersion } from '../profiles/qemu-version.js';

/**
 * What makes the keys of a report: from each follow its schema and what is written. Values are read
 * from a `Source`, which names the version of QEMU whose guestperf writes.
 */
export function keysOf<Source extends { readonly version: QemuVersion }>() {
  const { field } = rowsOf<Source>();
  return {
    key: field,
    text: (read: (source: Source) => string) => field(z.string(), read),
    /** A count, a time or a rate, of which none is negative. */
    number: (read: (source: Source) => number) => field(nonNegative, read),
    flag: (read: (source: Source) => boolean) => field(z.boolean(), read),
    /** A key that reports of earlier versions lack. */
    since: <Schema extends z.ZodMiniType>(
      first: QemuVersion,
      { schema, read }: Field<Source, Schema>,
    ) =>
      field(z.optional(schema), (source) =>
        isAtLeast(source.version, first) ? read(source) : undefined,
      ),
    /** An object of keys, which are written in their order. */
    part: <Rows extends Fields<Source>>(rows: Rows) =>
      field(schemaOf(rows), (source) => readFields(rows, source)),
  };
}
