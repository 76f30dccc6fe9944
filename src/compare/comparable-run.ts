import * as z from 'zod/mini';
import { runMetrics } from '../results/run-metrics.js';
import { duration, ordinal, signed } from '../input/schema-fields.js';
import { dictionary } from '../input/schema-list.js';
import { comparisonMetrics, type MetricName } from './comparison-metric.js';
import { type Fields, SharedKeys } from './shared-keys.js';

/** A run as a comparison sees it: simulated or real, of this version of the program or another. */
export interface ComparableRun {
  readonly file: string;
  /**
   * What it is a run of: the fields of its record that describe the scenario, as text. A parameter that
   * is null is left out.
   */
  readonly identity: Fields<string, string>;
  /** What its randomness was drawn from; null of a real migration. */
  readonly draw: { readonly seed: string; readonly repeat: number } | null;
  /** Null of a real migration. */
  readonly modelVersion: string | null;
  /** What ran it: runs belong together whatever that is. Records of early versions, and real migrations, do not say. */
  readonly origin: ReadonlyMap<string, string>;
  readonly isCompleted: boolean;
  /** A metric that the record does not have, or that is null, is left out. */
  readonly values: Fields<MetricName, number>;
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

const scalar = z.union([z.string(), signed, z.boolean(), z.null()]);

/** What a metric can be; absent where the version that wrote the record did not know it. */
function metricSchema(key: keyof typeof runMetrics): z.ZodMiniType {
  return z.optional(z.nullable(runMetrics[key].schema));
}

/**
 * What a comparison needs of a run's record. Other keys are let through: another version of the
 * program may have more of them, or fewer.
 */
export const comparableRecordSchema = z.looseObject({
  ...Object.fromEntries(comparisonMetrics.map(({ key }) => [key, metricSchema(key)])),
  scenario: z.string(),
  seed: z.string(),
  repeat: ordinal,
  status: z.string(),
  total_time_ms: duration,
  model_version: z.string(),
  program_version: z.optional(z.string()),
  host_hash: z.optional(z.string()),
  parameters: z.optional(dictionary(z.optional(scalar))),
});

export type ComparableRecord = z.infer<typeof comparableRecordSchema>;

/** Makes runs of which there may be very many: what they have in common is kept once. */
export class RunMaker {
  private readonly fields = new SharedKeys<string>();
  private readonly metrics = new SharedKeys<MetricName>();
  private readonly texts = new Map<string, string>();
  private readonly origins = new Map<string, ComparableRun['origin']>();

  constructor(private readonly file: string) {}

  /** The run of a simulated record. */
  simulated(record: ComparableRecord): ComparableRun {
    return {
      ...this.compared(record),
      draw: { seed: record.seed, repeat: record.repeat },
      modelVersion: this.kept(record.model_version),
      origin: this.origin(textsOf(record, originFields)),
    };
  }

  /** The run of a real migration, by the keys of records. */
  recorded(record: ComparedRecord): ComparableRun {
    return { ...this.compared(record), draw: null, modelVersion: null, origin: new Map() };
  }

  private compared(
    record: ComparedRecord,
  ): Pick<ComparableRun, 'file' | 'identity' | 'isCompleted' | 'values'> {
    const parameters = Object.entries(record.parameters ?? {})
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [`parameters.${name}`, String(value)] as const);
    const values = comparisonMetrics.flatMap(({ name, key }) => {
      const value = record[key];
      return typeof value === 'number' ? [[name, value] as const] : [];
    });
    const identity = [...textsOf(record, identityFields), ...parameters];
    return {
      file: this.file,
      identity: this.fields.fieldsOf(identity.map(([name, text]) => [name, this.kept(text)])),
      isCompleted: record.status === 'completed',
      values: this.metrics.fieldsOf(values),
    };
  }

  private kept(text: string): string {
    const known = this.texts.get(text);
    if (known === undefined) this.texts.set(text, text);
    return known ?? text;
  }

  private origin(texts: [string, string][]): ComparableRun['origin'] {
    const name = JSON.stringify(texts);
    const known = this.origins.get(name) ?? new Map(texts);
    this.origins.set(name, known);
    return known;
  }
}

type ComparedRecord = Readonly<Record<string, unknown>> &
  Pick<ComparableRecord, 'status' | 'parameters'>;

function textsOf(
  record: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): [string, string][] {
  return fields
    .filter((field) => record[field] !== undefined)
    .map((field) => [field, String(record[field])]);
}
