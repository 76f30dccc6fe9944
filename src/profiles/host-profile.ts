import * as z from 'zod/mini';
import { bounded } from '../input/bounded-number.js';
import { dirtyLogForms } from '../host/dirty-tracking.js';
import { type Accelerator, accelerators } from './accelerator.js';
import type { HostNumber } from './host-number.js';
import { hostNumberSchema } from './host-number-schema.js';
import { hostNumbers } from './host-numbers.js';
import { NOT_IDENTIFIABLE, provenanceKinds } from './provenance.js';
import { qemuVersions } from './qemu-version.js';

const notIdentifiable = z.literal(NOT_IDENTIFIABLE);
const provenance = z.enum(provenanceKinds);
const text = z.string().check(z.minLength(1));

/**
 * How far off a number may be: the standard error of its fit, in its own unit; the range of what was
 * measured; or that the rows on which it was fitted do not tell it.
 */
function uncertaintySchema({ bounds, bounds: { max } }: HostNumber) {
  return z.union([
    z.strictObject({
      standardError: bounded({ min: max * 1e-15, max, why: 'the unit of the value' }),
    }),
    z.strictObject({ low: bounded(bounds), high: bounded(bounds) }),
    notIdentifiable,
  ]);
}
export type Uncertainty = z.infer<ReturnType<typeof uncertaintySchema>>;

/** A number with its provenance, and how uncertain it is where that is known. */
function parameterSchema(row: HostNumber) {
  return z
    .strictObject({
      value: hostNumberSchema(row),
      provenance,
      uncertainty: z.optional(uncertaintySchema(row)),
      source: text,
    })
    .check(
      z.refine((parameter) => isWithinItsRange(parameter), {
        error: 'has to lie between low and high of its uncertainty',
        path: ['value'],
      }),
    );
}

function isWithinItsRange(parameter: {
  readonly value: number;
  readonly uncertainty?: Uncertainty | undefined;
}): boolean {
  const { uncertainty, value } = parameter;
  if (typeof uncertainty !== 'object' || !('low' in uncertainty)) return true;
  return uncertainty.low <= value && value <= uncertainty.high;
}

type ParameterSchema = ReturnType<typeof parameterSchema>;
export type Parameter = z.infer<ParameterSchema>;

/** Made when a profile has the number: few have many, and to make them all takes longer than most runs. */
function required(row: HostNumber): z.ZodMiniLazy<ParameterSchema> {
  return z.lazy(() => parameterSchema(row).check(z.describe(row.what)));
}

function optional(row: HostNumber): z.ZodMiniOptional<z.ZodMiniLazy<ParameterSchema>> {
  return z.optional(required(row));
}

function each<Numbers extends Readonly<Record<string, HostNumber>>, Schema>(
  numbers: Numbers,
  schemaOf: (row: HostNumber) => Schema,
): { readonly [Key in keyof Numbers]: Schema } {
  const schemas = Object.entries(numbers).map(([name, row]) => [name, schemaOf(row)] as const);
  return Object.fromEntries(schemas) as { readonly [Key in keyof Numbers]: Schema };
}

/** A number each. */
type AllNumbers<Rows> = { [Name in keyof Rows]: Parameter };
/** Numbers that have defaults. */
type SomeNumbers<Rows> = { [Name in keyof Rows]?: Parameter | undefined };

/** A file of `profiles/hosts/`: each number with its provenance. Groups and numbers that are absent have defaults. */
export interface HostProfile extends SomeNumbers<typeof hostNumbers.single> {
  $schema?: string | undefined;
  name: string;
  description: string;
  qemu: (typeof qemuVersions)[number];
  /** `tcg` where QEMU emulates the CPUs in software; `kvm` if absent. */
  accelerator?: Accelerator | undefined;
  dirtyLog: (typeof dirtyLogForms)[number];
  parameters: AllNumbers<typeof hostNumbers.parameters>;
  freePageReporting?: AllNumbers<typeof hostNumbers.freePageReporting> | undefined;
  transfer?: SomeNumbers<typeof hostNumbers.transfer> | undefined;
  cloudHypervisor?: SomeNumbers<typeof hostNumbers.cloudHypervisor> | undefined;
  postcopy?: SomeNumbers<typeof hostNumbers.postcopy> | undefined;
  encoding?: SomeNumbers<typeof hostNumbers.encoding> | undefined;
}

/** What a profile may be called. */
export const hostNameSchema: z.ZodMiniType<string> = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]*$/));

/** Written out, as the compiler would write each number's schema into the declarations that the package ships. */
export const hostProfileSchema: z.ZodMiniType<HostProfile> = z.strictObject({
  $schema: z.optional(z.string()),
  name: hostNameSchema,
  description: text,
  qemu: z.enum(qemuVersions),
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

export type HostParameterName = keyof typeof hostNumbers.parameters;
