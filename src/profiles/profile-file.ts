import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type * as z from 'zod/mini';
import { InputError } from '../input/input-error.js';
import { readJsonFile } from './json-file.js';
import { knownName } from '../input/known-name.js';
import { ownFolder } from './own-folder.js';
import { packageRoot } from './package-root.js';

/** A kind of profile: JSON files under `profiles/` that users copy and edit. */
export interface ProfileKind<Schema extends z.ZodMiniType> {
  /** What one is called in errors: "host profile". */
  readonly noun: string;
  /** Its folder under `profiles/`. */
  readonly folder: string;
  /** The option that names one. */
  readonly option: string;
  readonly schema: Schema;
}

/** What was read while profiles are held, by what checks it; null while they are not. */
let holding: Map<unknown, Map<string, unknown>> | null = null;

/**
 * Reads each profile once from now on, whatever its file holds later: for work that loads the same
 * profiles many times.
 *
 * @returns what ends it
 */
export function holdProfiles(): () => void {
  holding = new Map();
  return () => (holding = null);
}

/**
 * What was read under a name; read once while profiles are held.
 *
 * @param check the schema or function that says what it has to be: a file may be asked for as one thing and as another
 */
export function held<Content>(check: unknown, name: string, read: () => Content): Content {
  const known = holding?.get(check) ?? new Map<string, unknown>();
  if (known.has(name)) return known.get(name) as Content;
  const content = read();
  holding?.set(check, known.set(name, content));
  return content;
}

/** Names of the profiles of a kind that the package ships, sorted. */
export function shippedProfiles({ folder }: Pick<ProfileKind<z.ZodMiniType>, 'folder'>): string[] {
  return held(profilesIn, folder, () => profilesIn(folderPath(folder)));
}

/**
 * Loads a profile by the name of a shipped one or of one of the user's or, if `reference` ends in `.json` or
 * has a path separator, from a file.
 *
 * @throws InputError naming the file and the JSON path of what is wrong
 */
export function loadProfile<Schema extends z.ZodMiniType>(
  kind: ProfileKind<Schema>,
  reference: string,
): z.infer<Schema> {
  return held(kind.schema, `${kind.folder}/${reference}`, () => readProfile(kind, reference));
}

/** Names of the user's own profiles of a kind, sorted. */
export function ownProfiles({ folder }: Pick<ProfileKind<z.ZodMiniType>, 'folder'>): string[] {
  const own = ownFolder();
  if (own === null) return [];
  try {
    return profilesIn(join(own, folder));
  } catch {
    // Most have none.
    return [];
  }
}

function profilesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .sort();
}

function readProfile<Schema extends z.ZodMiniType>(
  kind: ProfileKind<Schema>,
  reference: string,
): z.infer<Schema> {
  const { noun, folder, option, schema } = kind;
  const shipped = shippedProfiles(kind);
  const own = ownProfiles(kind);
  const names = [...shipped, ...own];
  const allowed = `${names.join(', ')}, or the path of a ${noun} file`;
  if (isPath(reference)) return readJsonFile(reference, schema, { option, allowed });
  const problem = `is not a shipped ${noun}`;
  const name = knownName(reference, names, { subject: option, problem, allowed });
  const ownFile = join(ownFolder() ?? '', folder, `${name}.json`);
  if (!own.includes(name)) {
    return readJsonFile(join(folderPath(folder), `${name}.json`), schema, { option, allowed });
  }
  if (!shipped.includes(name)) return readJsonFile(ownFile, schema, { option, allowed });
  throw new InputError({
    subject: option,
    value: name,
    problem: `is a shipped ${noun}, and ${ownFile} is yours: give that file, or another name to it`,
  });
}

/** True if `reference` is the path of a file, not the name of something that is shipped. */
export function isPath(reference: string): boolean {
  return /[/\\]|\.json$/.test(reference);
}

function folderPath(folder: string): string {
  return join(packageRoot(), 'profiles', folder);
}
