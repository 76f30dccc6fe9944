/** The folder of the user's own profiles, a folder for each kind in it as under `profiles/`; null for none. */
let folder: string | null = null;

/**
 * Profiles of a user are found by name from now on, as the shipped ones.
 *
 * @param path has `hosts/`, `workloads/` and so on, as far as they are there; null for none
 */
export function findProfilesIn(path: string | null): void {
  folder = path;
}

export function ownFolder(): string | null {
  return folder;
}
