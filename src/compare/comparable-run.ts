import * as z from 'zod/mini';
import { dictionary } from '../input/schema-list.js';
import { comparisonMetrics, type MetricName } from './comparison-metric.js';

/** A run as a comparison sees it: simulated or real, of this version of the program or another. */
export interface ComparableRun {
  readonly file: string;
  /**
   * What it is a run of: the fields of its record that describe the scenario, as text. A parameter that
   * is null is left out.
   */
  readonly identity: ReadonlyMap<string, string>;
  /** What its randomness was drawn from; null of a real migration. */
  readonly draw: { readonly seed: string; readonly repeat: number } | null;
  /** Null of a real migration. */
  readonly modelVersion: string | null;
  /** What ran it: runs belong together whatever that is. Records of early versions, and real migrations, do not say. */
  readonly origin: ReadonlyMap<string, string>;
  readonly isCompleted: boolean;
  /** A metric that the record does not have, or that is null, is left out. */
  readonly values: ReadonlyMap<MetricName, number>;
}

export type Runs = readonly ComparableRun[];

/** Fields of a record that say what was run, in the order of their weight. */
export const identityFields = [
  'scenario',
  'mode',
  'workload',
  'stress_mem_mb',
  'cpus',
  'mem_gb',
  'vmm',
  'version',
  'host',
] as const;

const originFields = ['program_version', 'host_hash'] as const;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/**
 * What a comparison needs of a run's record. Other keys are let through: another version of the
 * program may have more of them, or fewer.
 */
export const comparableRecordSchema = z.looseObject({
  scenario: z.string(),
  seed: z.string(),
  repeat: z.int(),
  status: z.string(),
  total_time_ms: z.number(),
  model_version: z.string(),
  program_version: z.optional(z.string()),
  host_hash: z.optional(z.string()),
  parameters: z.optional(dictionary(z.optional(scalar))),
});

export type ComparableRecord = z.infer<typeof comparableRecordSchema>;

/** The run of a simulated record. */
export function simulatedRun(file: string, record: ComparableRecord): ComparableRun {
  return {
    ...comparedParts(file, record),
    draw: { seed: record.seed, repeat: record.repeat },
    modelVersion: record.model_version,
    origin: new Map(textsOf(record, originFields)),
  };
}

/** What is compared of a run, simulated or real, by the keys of records. */
export function comparedParts(
  file: string,
  record: Readonly<Record<string, unknown>> & Pick<ComparableRecord, 'status' | 'parameters'>,
): Pick<ComparableRun, 'file' | 'identity' | 'isCompleted' | 'values'> {
  const parameters = Object.entries(record.parameters ?? {})
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [`parameters.${name}`, String(value)] as const);
  const values = comparisonMetrics.flatMap(({ name, key }) => {
    const value = record[key];
    return typeof value === 'number' ? [[name, value] as const] : [];
  });
  return {
    file,
    identity: new Map([...textsOf(record, identityFields), ...parameters]),
    isCompleted: record.status === 'completed',
    values: new Map(values),
  };
}

function textsOf(
  record: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): [string, string][] {
  return fields
    .filter((field) => record[field] !== undefined)
    .map((field) => [field, String(record[field])]);
}
