import * as z from 'zod/mini';
import { parameterSchema, positiveParameterSchema } from './provenance.js';

/**
 * What XBZRLE and compression ask of a pair of hosts. Each number may be absent; then it is that of
 * `hostEncodingDefaults`.
 */
export const hostEncodingSchema = z.strictObject({
  /** Speed of compressors relative to the machine on which their tables were measured. */
  compressionSpeed: z.optional(positiveParameterSchema),
  /** Migration thread's time to compare a page with its copy in XBZRLE's cache, ns. */
  xbzrleComparePageNs: z.optional(parameterSchema),
  /** Migration thread's time to copy a page into XBZRLE's cache, ns. */
  xbzrleStorePageNs: z.optional(parameterSchema),
  /** Destination's time to apply a delta to a page, ns. */
  xbzrleDecodePageNs: z.optional(parameterSchema),
});

export type HostEncodingProfile = z.infer<typeof hostEncodingSchema>;

/** The values without their provenance. */
export type HostEncoding = Readonly<Record<keyof HostEncodingProfile, number>>;

/**
 * For profiles that say nothing, all assumed: compressors as fast as measured, and XBZRLE as fast as
 * memory (two pages read at 16 GB/s, a page copied at 13 GB/s).
 */
export const hostEncodingDefaults: HostEncoding = {
  compressionSpeed: 1,
  xbzrleComparePageNs: 500,
  xbzrleStorePageNs: 300,
  xbzrleDecodePageNs: 300,
};

/** The values of a profile, defaults where it has none. */
export function hostEncodingValues(profile: HostEncodingProfile | undefined): HostEncoding {
  const values: Record<keyof HostEncodingProfile, number> = { ...hostEncodingDefaults };
  for (const [name, parameter] of Object.entries(profile ?? {})) {
    if (parameter !== undefined) values[name as keyof HostEncodingProfile] = parameter.value;
  }
  return values;
}
