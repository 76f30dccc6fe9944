import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { packageRoot } from '../../src/profiles/package-root.js';
import { profileKinds, type ProfileName, shipped } from '../../src/profiles/profile-files.js';
import { published } from '../support/published.js';
import { resolvedSchema } from '../support/resolved-schema.js';
import { type Content, documentOf } from './content.js';
import type { JsonSchema } from './json-schema.js';
import { definedOf, maybe } from './maybe.js';
import { type Hints, valuesOf } from './schema-values.js';

const schemas = Object.fromEntries(
  Object.entries(published).map(([file, schema]) => [file, resolvedSchema(schema) as JsonSchema]),
);

/** The published schema of that name. */
export function schemaNamed(name: string): JsonSchema {
  const schema = schemas[`${name}.schema.json`];
  if (schema === undefined) throw new Error(`there is no schema ${name}`);
  return schema;
}

const mib = fc.oneof(
  fc.integer({ min: 1, max: 200 }),
  fc.double({ min: 0.01, max: 3, noNaN: true }),
);
const rate = fc.constantFrom(0.5, 1, 30, 400, 3000);

/** What keeps guests small. */
const small: Hints = {
  stressMib: mib,
  workingSetMib: mib,
  junkMib: mib,
  mibPerSecond: rate,
  periodMs: fc.constantFrom(1, 50, 1000),
  perSecond: fc.constantFrom(0.5, 5, 50),
  pages: fc.integer({ min: 1, max: 5000 }),
};

/** The profiles of a kind that the package ships. */
export function shippedDocuments(kind: ProfileName): readonly Readonly<Record<string, unknown>>[] {
  const folder = join(packageRoot(), 'profiles', profileKinds[kind].folder);
  return shipped[kind]().map((name) =>
    JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')),
  );
}

/** A shipped host, with some of its numbers from anywhere in their ranges. */
function hosts(): fc.Arbitrary<unknown> {
  const { parameters = {}, ...groups } = schemaNamed('host-profile').properties ?? {};
  const few = (schema: JsonSchema): fc.Arbitrary<object> => {
    const values = Object.entries(schema.properties ?? {}).map(
      ([key, each]) => [key, maybe(valuesOf(each), 12)] as const,
    );
    return fc.record(Object.fromEntries(values), { noNullPrototype: true }).map(definedOf);
  };
  return fc
    .record({
      base: fc.constantFrom(...shippedDocuments('host')),
      changes: few(parameters),
      more: few({ properties: groups }),
    })
    .map(({ base, changes, more }) => ({
      ...base,
      ...more,
      parameters: { ...(base['parameters'] as object), ...changes },
    }));
}

/** Profiles that are accepted, of each kind. */
export const profileDocuments: Readonly<Record<ProfileName, fc.Arbitrary<Content>>> = {
  host: hosts().map(documentOf),
  workload: valuesOf(schemaNamed('workload'), small).map(documentOf),
  policy: valuesOf(schemaNamed('policy')).map(documentOf),
};
