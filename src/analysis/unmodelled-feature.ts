import type { GuestperfReport } from '../report/guestperf/report-schema.js';

/** guestperf's switches and QEMU's capabilities of what is not modelled yet, and its name. */
const features: readonly { readonly keys: readonly string[]; readonly name: string }[] = [];

/**
 * The feature of a recorded migration that is not modelled, or null if all are. A prediction
 * without it would be of another migration.
 */
export function unmodelledFeature({ scenario, extra }: GuestperfReport): string | null {
  const switches: Readonly<Record<string, unknown>> = { ...extra?.capabilities, ...scenario };
  const used = features.find(({ keys }) => keys.some((key) => switches[key] === true));
  return used?.name ?? null;
}
