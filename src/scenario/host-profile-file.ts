import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type HostProfile, hostParametersSchema, hostProfileSchema } from './host-profile.js';
import { InputError } from './input-error.js';
import { nearestName } from './nearest-name.js';
import { packageRoot } from './package-root.js';
import { schemaProblem } from './schema-problem.js';

/** Names of the host profiles that the package ships, sorted. */
export function shippedHosts(): string[] {
  return readdirSync(shippedFolder())
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .sort();
}

/**
 * Loads a host profile by the name of a shipped one or, if `reference` ends in `.json` or has a
 * path separator, from a file.
 *
 * @throws InputError naming the file and the JSON path of what is wrong
 */
export function loadHostProfile(reference: string): HostProfile {
  if (/[/\\]|\.json$/.test(reference)) return readHostProfile(reference);
  const names = shippedHosts();
  if (!names.includes(reference)) {
    const nearest = nearestName(reference, names);
    throw new InputError({
      subject: '--host',
      value: reference,
      problem: 'is not a shipped host profile',
      allowed: `${names.join(', ')}, or the path of a profile file`,
      ...(nearest !== undefined && { nearest }),
    });
  }
  return readHostProfile(join(shippedFolder(), `${reference}.json`));
}

function readHostProfile(file: string): HostProfile {
  const document = parseJson(file, readText(file));
  const parsed = hostProfileSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new InputError({ ...schemaProblem(parsed.error.issues, document, knownKeys()), file });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new InputError(
      {
        subject: '--host',
        value: file,
        problem: code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`,
        allowed: `${shippedHosts().join(', ')}, or the path of a profile file`,
      },
      { cause: error },
    );
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(
      { subject: '--host', value: file, problem: `is not JSON (${reason})` },
      { cause: error },
    );
  }
}

function knownKeys(): string[] {
  return [
    ...Object.keys(hostProfileSchema.shape),
    ...Object.keys(hostParametersSchema.shape),
    'value',
    'provenance',
    'source',
  ];
}

function shippedFolder(): string {
  return join(packageRoot(), 'profiles', 'hosts');
}
