import * as z from 'zod/mini';
import { dirtyLogForms } from '../host/dirty-tracking.js';
import { type HostNumber, hostNumbers } from './host-numbers.js';
import { qemuVersions } from './qemu-version.js';

/**
 * What runs the vCPUs. Under `tcg` a bitmap sync has to wait until each vCPU has left its throttle
 * sleep; under `kvm` it has not.
 */
export const accelerators = ['kvm', 'tcg'] as const;
export type Accelerator = (typeof accelerators)[number];

/**
 * Where a number of a host profile comes from.
 *
 * - `measured`: read off the machine, apart from the runs that it is used to predict.
 * - `published`: stated by the source that published the test bed.
 * - `fitted`: set by `guestperf-sim calibrate` on published rows.
 * - `assumed`: a plausible value that nothing here measures.
 */
const provenanceKinds = ['measured', 'published', 'fitted', 'assumed'] as const;

/** A number with its provenance. */
function parameterSchema(value: z.ZodMiniNumber) {
  return z.strictObject({
    value,
    provenance: z.enum(provenanceKinds),
    source: z.string().check(z.minLength(1)),
  });
}

const nonNegative = parameterSchema(z.number().check(z.nonnegative()));
const positive = parameterSchema(z.number().check(z.positive()));

type ParameterSchema = typeof nonNegative;
export type Parameter = z.infer<ParameterSchema>;

function required({ isPositive, what }: HostNumber): ParameterSchema {
  return (isPositive ? positive : nonNegative).check(z.describe(what));
}

function optional(row: HostNumber): z.ZodMiniOptional<ParameterSchema> {
  return z.optional(required(row));
}

function each<Numbers extends Readonly<Record<string, HostNumber>>, Schema>(
  numbers: Numbers,
  schemaOf: (row: HostNumber) => Schema,
): { readonly [Key in keyof Numbers]: Schema } {
  const schemas = Object.entries(numbers).map(([name, row]) => [name, schemaOf(row)] as const);
  return Object.fromEntries(schemas) as { readonly [Key in keyof Numbers]: Schema };
}

/** A file of `profiles/hosts/`: each number with its provenance. Groups and numbers that are absent have defaults. */
export const hostProfileSchema = z.strictObject({
  $schema: z.optional(z.string()),
  name: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/)),
  description: z.string().check(z.minLength(1)),
  qemu: z.enum(qemuVersions),
  /** `tcg` where QEMU emulates the CPUs in software; `kvm` if absent. */
  accelerator: z.optional(z.enum(accelerators)),
  dirtyLog: z.enum(dirtyLogForms),
  parameters: z.strictObject(each(hostNumbers.parameters, required)),
  ...each(hostNumbers.single, optional),
  freePageReporting: z.optional(z.strictObject(each(hostNumbers.freePageReporting, required))),
  transfer: z.optional(z.strictObject(each(hostNumbers.transfer, optional))),
  cloudHypervisor: z.optional(z.strictObject(each(hostNumbers.cloudHypervisor, optional))),
  postcopy: z.optional(z.strictObject(each(hostNumbers.postcopy, optional))),
  encoding: z.optional(z.strictObject(each(hostNumbers.encoding, optional))),
});

export type HostProfile = z.infer<typeof hostProfileSchema>;
export type HostParameterName = keyof typeof hostNumbers.parameters;
