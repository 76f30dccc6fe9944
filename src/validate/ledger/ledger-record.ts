import * as z from 'zod/mini';
import { vmms } from '../../engines/scenario.js';
import { nonNegative, nonNegativeInt as count, signed } from '../../input/schema-fields.js';
import { list } from '../../input/schema-list.js';
import { programIdentity, programIdentityShape } from '../../results/program-identity.js';

/**
 * What a row is evidence of.
 *
 * - `fitted`: a number of the host was set on it.
 * - `predicted`: none was.
 * - `pattern`: the publication leaves open what its figures depend on; only their ratio to the first row
 *   of the same load is compared.
 * - `not-modelled`: nothing is simulated.
 */
export const evidences = ['fitted', 'predicted', 'pattern', 'not-modelled'] as const;
export type Evidence = (typeof evidences)[number];

const figureSchema = z.strictObject({
  name: z.string(),
  published_from: nonNegative,
  published_to: nonNegative,
  simulated: z.nullable(nonNegative),
  /** Of the mean against the middle of what was published; of a pattern, of the two ratios. */
  error_percent: z.nullable(signed),
});

export const ledgerRowSchema = z.strictObject({
  record: z.literal('row'),
  table: z.string(),
  load: z.string(),
  mode: z.string(),
  evidence: z.enum(evidences),
  /** Why it is a pattern, or not modelled. */
  because: z.nullable(z.string()),
  engine: z.nullable(z.enum(vmms)),
  host: z.nullable(z.string()),
  version: z.nullable(z.string()),
  features: list(z.string()),
  /** Whether it ended by itself; null if that was not published. */
  completes_published: z.nullable(z.boolean()),
  completes_simulated: z.nullable(z.boolean()),
  figures: list(figureSchema),
});

/** A figure over the rows that have it. */
const errorSchema = z.strictObject({
  figure: z.string(),
  /** Rows of which it was published, and simulated. */
  rows: count,
  /** Those in which ours lies between the least and the largest that were published. */
  within: count,
  /** Mean absolute error; null if none is relative to anything. */
  mape_percent: z.nullable(nonNegative),
});

/** What is known of a feature by one kind of evidence. */
export const ledgerEntrySchema = z.strictObject({
  record: z.literal('entry'),
  engine: z.enum(vmms),
  feature: z.string(),
  /** Null if nobody has published a figure. */
  evidence: z.nullable(z.enum(evidences)),
  rows: count,
  errors: list(errorSchema),
  /** Rows of which it was published whether they end by themselves, and those where ours does as they do. */
  endings: count,
  endings_right: count,
  tables: list(z.string()),
});

/** Where the numbers of a host come from, and which of them somebody was free to choose. */
export const ledgerHostSchema = z.strictObject({
  record: z.literal('host'),
  host: z.string(),
  tables: list(z.string()),
  measured: count,
  published: count,
  fitted: list(z.string()),
  /** Assumed, and other than the generic host's. */
  chosen: list(z.string()),
  assumed: count,
  /** What the suite takes for granted. */
  suite_assumes: list(z.string()),
  /** Fitted, chosen, and taken for granted by the suite. */
  free_numbers: count,
});

export const ledgerCauseSchema = z.strictObject({
  record: z.literal('cause'),
  table: z.string(),
  suspected_cause: z.string(),
});

/** The JSON document of `validate --ledger`. */
export const ledgerDocumentSchema = z.strictObject({
  schema: z.literal('guestperf-sim/ledger/1'),
  ...programIdentityShape,
  rows: list(ledgerRowSchema),
  ledger: list(ledgerEntrySchema),
  hosts: list(ledgerHostSchema),
  causes: list(ledgerCauseSchema),
});

export type LedgerRow = z.infer<typeof ledgerRowSchema>;
export type LedgerFigure = LedgerRow['figures'][number];
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;
export type LedgerHost = z.infer<typeof ledgerHostSchema>;
export type LedgerCause = z.infer<typeof ledgerCauseSchema>;
export type LedgerDocument = z.infer<typeof ledgerDocumentSchema>;

/** Puts a ledger into the published document. */
export function ledgerDocument(
  parts: Pick<LedgerDocument, 'rows' | 'ledger' | 'hosts' | 'causes'>,
): LedgerDocument {
  return { schema: 'guestperf-sim/ledger/1', ...programIdentity, ...parts };
}
