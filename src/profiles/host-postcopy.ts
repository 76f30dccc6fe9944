import * as z from 'zod/mini';
import { parameterSchema } from './provenance.js';

/**
 * What only postcopy asks of a pair of hosts. Each number may be absent; then it is that of
 * `hostPostcopyDefaults`.
 */
export const hostPostcopySchema = z.strictObject({
  /** Destination's time to map a page that it has received, beside copying it, ns. */
  placePageNs: z.optional(parameterSchema),
  /** Destination's time to map a zero page, ns. */
  placeZeroPageNs: z.optional(parameterSchema),
  /** Destination's time to discard a range of pages, ns. */
  discardRangeNs: z.optional(parameterSchema),
  /** Mean time from a vCPU's touch of a missing page to the destination's knowledge of it, microseconds. */
  faultUs: z.optional(parameterSchema),
  /** From there to the request in the source's queue, beside the link's latency, microseconds. */
  requestUs: z.optional(parameterSchema),
  /** From the placement of a page to the run of the vCPU that waited for it, microseconds. */
  wakeUs: z.optional(parameterSchema),
});

export type HostPostcopyProfile = z.infer<typeof hostPostcopySchema>;

/** The values without their provenance; null: as at a first touch in precopy. */
export type HostPostcopy = Readonly<
  Record<Exclude<keyof HostPostcopyProfile, 'placePageNs'>, number>
> & { readonly placePageNs: number | null };

/**
 * For profiles that say nothing. A discarded page has to be mapped again, as a page that the destination
 * touches for the first time. Between two QEMU 7.2 of one machine, 310 requests kept a vCPU waiting for
 * 7 ms, 23 microseconds each: most of it on the way to the source's queue. The others are assumed.
 */
export const hostPostcopyDefaults: HostPostcopy = {
  placePageNs: null,
  placeZeroPageNs: 500,
  discardRangeNs: 500,
  faultUs: 5,
  requestUs: 15,
  wakeUs: 10,
};

/** The values of a profile, defaults where it has none. */
export function hostPostcopyValues(profile: HostPostcopyProfile | undefined): HostPostcopy {
  const { placePageNs, placeZeroPageNs, discardRangeNs, faultUs, requestUs, wakeUs } =
    profile ?? {};
  return {
    placePageNs: placePageNs?.value ?? hostPostcopyDefaults.placePageNs,
    placeZeroPageNs: placeZeroPageNs?.value ?? hostPostcopyDefaults.placeZeroPageNs,
    discardRangeNs: discardRangeNs?.value ?? hostPostcopyDefaults.discardRangeNs,
    faultUs: faultUs?.value ?? hostPostcopyDefaults.faultUs,
    requestUs: requestUs?.value ?? hostPostcopyDefaults.requestUs,
    wakeUs: wakeUs?.value ?? hostPostcopyDefaults.wakeUs,
  };
}
