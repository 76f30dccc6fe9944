import type { HostProfile, Parameter } from '../profiles/host-profile.js';

/** All numbers that a profile says, by name. */
export function profileNumbers(profile: HostProfile): readonly (readonly [string, Parameter])[] {
  return Object.entries(profile).flatMap(([key, part]): (readonly [string, Parameter])[] => {
    if (typeof part !== 'object') return [];
    if (isParameter(part)) return [[key, part]];
    return Object.entries(part as Readonly<Record<string, Parameter | undefined>>).flatMap(
      ([name, number]) => (number === undefined ? [] : [[name, number] as const]),
    );
  });
}

function isParameter(part: object): part is Parameter {
  return 'provenance' in part;
}

/**
 * Whether a number of a host was fitted on the rows of a mode of a table, by its source's own words: it names
 * the table, and the modes in quotes; without any quotes it was fitted on all rows.
 */
export function isFittedOn(profile: HostProfile, table: string, mode: string): boolean {
  return profileNumbers(profile).some(
    ([, { provenance, source }]) =>
      provenance === 'fitted' &&
      source.includes(table) &&
      (source.includes(`"${mode}"`) || !source.includes('"')),
  );
}
