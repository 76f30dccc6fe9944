import * as z from 'zod/mini';
import { nonNegativeInt as count } from '../input/schema-fields.js';
import { statedBy } from '../profiles/host.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { NOT_IDENTIFIABLE, type Provenance, provenanceKinds } from '../profiles/provenance.js';

/** How many of a host's numbers come from where. */
export const hostProvenanceSchema = z.strictObject({
  record: z.literal('host'),
  reference: z.string(),
  host: z.string(),
  ...(Object.fromEntries(provenanceKinds.map((kind) => [kind, count])) as Record<
    Provenance,
    typeof count
  >),
  /** Of the fitted numbers those that their rows do not tell. */
  not_identifiable: count,
});
export type HostProvenance = z.infer<typeof hostProvenanceSchema>;

/** Counts the numbers that a profile states; defaults of what it leaves out are not among them. */
export function hostProvenance(reference: string, host: HostProfile): HostProvenance {
  const numbers = statedBy(host).map(([, number]) => number);
  const counts = provenanceKinds.map((kind) => [
    kind,
    numbers.filter(({ provenance }) => provenance === kind).length,
  ]);
  return {
    record: 'host',
    reference,
    host: host.name,
    ...(Object.fromEntries(counts) as Record<Provenance, number>),
    not_identifiable: numbers.filter(({ uncertainty }) => uncertainty === NOT_IDENTIFIABLE).length,
  };
}
