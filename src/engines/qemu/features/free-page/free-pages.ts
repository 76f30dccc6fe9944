import * as z from 'zod/mini';
import { parameterSchema, positiveParameterSchema } from '../../../../profiles/provenance.js';

/**
 * What a migration does with the guest's reports of free pages. All but `qemu-hinting`,
 * which is virtio-balloon's free page hinting, were discussed on the KVM list in 2016.
 */
export const freePagePolicies = [
  'none',
  'blocking',
  'async-filter',
  'stopped-filter',
  'flush-queue',
  'first-pass-only',
  'qemu-hinting',
] as const;
export type FreePagePolicy = (typeof freePagePolicies)[number];

/** Why a policy can lose pages; policies that are not listed never do. */
const unsafeBecause: Partial<Record<FreePagePolicy, string>> = {
  'async-filter': 'a list that a sync overtakes is applied all the same',
  'flush-queue': 'a list that is being built during a sync is queued after it, and applied',
};

/** The policies that can lose pages. */
export const unsafeFreePagePolicies: readonly FreePagePolicy[] = freePagePolicies.filter(
  (policy) => unsafeBecause[policy] !== undefined,
);

/** What a reader of results has to know about a policy. */
export function freePageNotes(policy: FreePagePolicy): string[] {
  if (policy === 'none' || policy === 'qemu-hinting') return [];
  const reason = unsafeBecause[policy];
  return [
    `free page policy ${policy}: proposed, never in a release`,
    ...(reason === undefined
      ? []
      : [`free page policy ${policy} is unsafe: ${reason}; pages can be lost`]),
  ];
}

/** How fast the guest reports its free pages. */
export const freePageReportingSchema = z.strictObject({
  /** Guest's time to put one free page on the list, ns. */
  listPageNs: parameterSchema,
  /** Guest's time for each batch, microseconds. */
  batchUs: parameterSchema,
  /** Pages in a batch; a batch is recorded at one moment, and queued when it is built. */
  batchPages: positiveParameterSchema,
  /** Time from one side of the queue to the other, microseconds. */
  queueUs: parameterSchema,
});

type ReportingName = keyof z.infer<typeof freePageReportingSchema>;
export type FreePageReporting = Readonly<Record<ReportingName, number>>;

/** Of a host profile that says nothing; Linux hints blocks of 4 MiB. */
const defaultReporting: FreePageReporting = {
  listPageNs: 10,
  batchUs: 5,
  batchPages: 1024,
  queueUs: 50,
};

/** The values of a host profile, where a workload does not say otherwise. */
export function freePageReporting(
  profile: z.infer<typeof freePageReportingSchema> | undefined,
  workload: { readonly [Name in ReportingName]?: number | undefined } = {},
): FreePageReporting {
  const values = Object.entries(profile ?? {}).map(([name, { value }]) => [name, value] as const);
  const own = Object.entries(workload).filter(([, value]) => value !== undefined);
  return { ...defaultReporting, ...Object.fromEntries([...values, ...own]) };
}
