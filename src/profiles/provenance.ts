/**
 * Where a number of a host profile comes from.
 *
 * - `measured`: read off the machine, or by `guestperf-sim calibrate --recorded` off the series of migrations there;
 *   apart from the runs that it is used to predict.
 * - `published`: stated by the source that published the test bed.
 * - `benchmark`: measured by others on other machines of the kind; the source says by whom.
 * - `fitted`: set by `guestperf-sim calibrate` on published rows, or on the figures of recorded migrations.
 * - `assumed`: a plausible value that nothing here measures.
 */
export const provenanceKinds = ['measured', 'published', 'benchmark', 'fitted', 'assumed'] as const;
export type Provenance = (typeof provenanceKinds)[number];

/** What a profile says of a number that the rows on which it was fitted do not tell. */
export const NOT_IDENTIFIABLE = 'not identifiable';
