import * as z from 'zod/mini';
import { isAtLeast, type QemuVersion } from '../profiles/qemu-version.js';

/** A key of a report: what its value may be, and how that is read from what is reported. */
export interface ReportKey<Source, Schema extends z.ZodMiniType = z.ZodMiniType> {
  readonly schema: Schema;
  readonly read: (source: Source) => z.infer<Schema>;
  /** The first QEMU whose guestperf writes it; absent for those of all versions. */
  readonly sinceVersion?: QemuVersion;
}

type ShapeOf<Keys extends Readonly<Record<string, { readonly schema: z.ZodMiniType }>>> = {
  -readonly [Name in keyof Keys]: Keys[Name]['schema'];
};

/**
 * What makes the keys of a report, of which the schema and what is written follow. Values are read
 * from a `Source`, which names the version of QEMU whose guestperf writes.
 */
export function keysOf<Source extends { readonly version: QemuVersion }>() {
  const key = <Schema extends z.ZodMiniType>(
    schema: Schema,
    read: (source: Source) => z.infer<Schema>,
  ): ReportKey<Source, Schema> => ({ schema, read });
  return {
    key,
    text: (read: (source: Source) => string) => key(z.string(), read),
    number: (read: (source: Source) => number) => key(z.number(), read),
    flag: (read: (source: Source) => boolean) => key(z.boolean(), read),
    /** A key that reports of versions before this one lack. */
    since: <Schema extends z.ZodMiniType>(
      sinceVersion: QemuVersion,
      { schema, read }: ReportKey<Source, Schema>,
    ): ReportKey<Source, z.ZodMiniOptional<Schema>> => ({
      schema: z.optional(schema),
      read,
      sinceVersion,
    }),
    /** An object of keys, which are written in their order. */
    part: <Keys extends Readonly<Record<string, ReportKey<Source>>>>(keys: Keys) => {
      const shape = Object.entries(keys).map(([name, { schema }]) => [name, schema]);
      const schema = z.strictObject(Object.fromEntries(shape) as ShapeOf<Keys>);
      return key(schema, (source) => {
        const own = Object.entries(keys).filter(([, { sinceVersion = source.version }]) =>
          isAtLeast(source.version, sinceVersion),
        );
        const members = own.map(([name, { read }]) => [name, read(source)]);
        return Object.fromEntries(members) as z.infer<typeof schema>;
      });
    },
  };
}
