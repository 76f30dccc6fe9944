import * as z from 'zod/mini';
import { list } from '../input/schema-list.js';
import { described } from '../input/schema-fields.js';
import { programIdentity, programIdentityShape } from '../results/program-identity.js';
import { comparisonDocumentSchema } from './comparison-record.js';

const schemaName = 'guestperf-sim/comparisons/1';

/** The JSON document of `compare` where several sets are compared with one. */
export const comparisonsSchema = z.strictObject({
  schema: z.literal(schemaName),
  ...programIdentityShape,
  base: described(z.string(), 'Label of the baseline'),
  sets: described(
    list(z.strictObject({ label: z.string(), comparison: comparisonDocumentSchema })),
    'Each other set, compared with the baseline as if there were no more',
  ),
  failures: described(
    list(z.string()),
    'Why the exit status is 4, with the label of the set; empty if it is 0',
  ),
});

export type ComparisonsDocument = z.infer<typeof comparisonsSchema>;

/** Puts comparisons with one baseline into the published document. */
export function comparisonsDocument(
  base: string,
  sets: ComparisonsDocument['sets'],
): ComparisonsDocument {
  const failures = sets.flatMap(({ comparison, label }) =>
    comparison.failures.map((failure) => `${label}: ${failure}`),
  );
  return { schema: schemaName, ...programIdentity, base, sets, failures };
}
