import * as z from 'zod/mini';
import { milliseconds } from '../input/schema-fields.js';

/** A key of a published record: what it may be, with its description, and where it is read. */
export interface Field<Source, Schema extends z.ZodMiniType = z.ZodMiniType> {
  readonly schema: Schema;
  readonly read: (source: Source) => z.output<Schema>;
}

/** A figure that runs are judged by. Its key ends with its unit: `downtime_ms`. */
export interface Metric<
  Source,
  Schema extends z.ZodMiniType = z.ZodMiniType,
  Judgement extends MetricJudgement = MetricJudgement,
> extends Field<Source, Schema> {
  readonly judgement: Judgement;
}

export interface MetricJudgement {
  /** The direction that a user wants. */
  readonly better: 'less' | 'more' | 'neither';
  /** Whether `compare` puts it into its tables. */
  readonly isCompared: boolean;
}

export const less = { better: 'less', isCompared: false } as const;
export const more = { better: 'more', isCompared: false } as const;
export const neither = { better: 'neither', isCompared: false } as const;
export const comparedLess = { better: 'less', isCompared: true } as const;

/** The keys of a record, or of a part of it. */
export type Fields<Source> = Readonly<Record<string, Field<Source>>>;

/** What makes the rows of records that are read from a `Source`. */
export function rowsOf<Source>() {
  return {
    field: <Schema extends z.ZodMiniType>(
      schema: Schema,
      read: (source: Source) => z.output<Schema>,
    ): Field<Source, Schema> => ({ schema, read }),

    metric: <Schema extends z.ZodMiniType, Judgement extends MetricJudgement>(
      judgement: Judgement,
      schema: Schema,
      read: (source: Source) => z.output<Schema>,
    ): Metric<Source, Schema, Judgement> => ({ schema, read, judgement }),

    /** A time in ms of which less is better. */
    time: (
      description: string,
      read: (source: Source) => number,
    ): Metric<Source, z.ZodMiniNumber, typeof less> => ({
      schema: milliseconds(description),
      read: (source) => toNanosecond(read(source)),
      judgement: less,
    }),
  };
}

/** The schemas of rows, by key. */
export type FieldShape<Rows extends Fields<never>> = {
  readonly [Key in keyof Rows]: Rows[Key]['schema'];
};

/** What is read with rows. */
export type FieldValues<Rows extends Fields<never>> = z.output<
  z.ZodMiniObject<FieldShape<Rows>, z.core.$strict>
>;

/** The schema of an object that has the keys of rows and no others. */
export function schemaOf<Rows extends Fields<never>>(
  rows: Rows,
): z.ZodMiniObject<FieldShape<Rows>, z.core.$strict> {
  const shape = Object.fromEntries(Object.entries(rows).map(([key, { schema }]) => [key, schema]));
  return z.strictObject(shape as FieldShape<Rows>);
}

/** Reads all rows, in their order. What is undefined is left out. */
export function readFields<Source, Rows extends Fields<Source>>(
  rows: Rows,
  source: Source,
): FieldValues<Rows> {
  return addFields({}, rows, source);
}

/**
 * Adds what is read with rows to a record, and returns it. Records are made by the thousand: objects of
 * so many keys are not copied, and rows are not listed.
 */
export function addFields<Source, Rows extends Fields<Source>, Begun extends object>(
  record: Begun,
  rows: Rows,
  source: Source,
): Begun & FieldValues<Rows> {
  const values = record as Record<string, unknown>;
  for (const key in rows) {
    const value = rows[key].read(source);
    if (value !== undefined) values[key] = value;
  }
  return record as Begun & FieldValues<Rows>;
}

/** Sums of milliseconds carry the noise of binary fractions; virtual time counts whole nanoseconds. */
export function toNanosecond(ms: number): number {
  return Math.round(ms * 1e6) / 1e6;
}
