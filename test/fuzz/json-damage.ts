import fc from 'fast-check';
import { hostileText, inheritedNames } from './hostile-texts.js';

/** Something that is done to one place of a document. */
export interface JsonDamage {
  readonly how: 'remove' | 'rename' | 'add' | 'replace' | 'repeat' | 'nest' | 'double';
  /** The place, counted around all there are. */
  readonly place: number;
  readonly key: string;
  readonly value: unknown;
}

/** Stands in a document for what JSON.stringify would not write; put into the text afterwards. */
const marks = {
  '"@huge"': '1e999',
  '"@tiny"': '-1e999',
  '"@minute"': '1e-320',
  '"@long"': `0.${'3'.repeat(2000)}`,
  '"@nested"': `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  '"@double"': '1,"@other":1',
} as const;

const oddValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, [], {}, '', [null], [[]], { a: {} }, '1', 'NaN'),
  fc.constantFrom(
    0,
    -0,
    -1,
    1,
    0.5,
    1e-9,
    1e-300,
    1e9,
    1e13,
    1e15,
    1e300,
    -1e300,
    2 ** 53,
    2 ** 32,
  ),
  fc.constantFrom('@huge', '@tiny', '@minute', '@long'),
  hostileText,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

export const jsonDamage: fc.Arbitrary<JsonDamage> = fc.record({
  how: fc.oneof(
    { weight: 5, arbitrary: fc.constant('replace' as const) },
    {
      weight: 5,
      arbitrary: fc.constantFrom('remove', 'rename', 'add', 'repeat', 'nest', 'double'),
    },
  ),
  place: fc.nat(2000),
  key: fc.oneof(fc.constantFrom('x', ...inheritedNames), hostileText),
  value: oddValues,
});

type Container = Record<string, unknown> | unknown[];

/** The text of a document after damages; what has no places is as it was. */
export function damagedJson(document: unknown, damages: readonly JsonDamage[]): string {
  const root: Container = { document: structuredClone(document) };
  for (const damage of damages) apply(root, damage);
  const written = JSON.stringify(root.document) ?? '';
  return Object.entries(marks).reduce(
    (text, [mark, instead]) => text.replaceAll(mark, () => instead),
    written,
  );
}

function apply(root: Container, { how, key, place, value: drawn }: JsonDamage): void {
  // Drawn twice it is one object, which a damage could put into itself.
  const value = structuredClone(drawn);
  const places = placesOf(root);
  const [container, name] = places[place % places.length];
  const found = (container as Record<string, unknown>)[name];
  const set = (next: unknown, at = name): void => {
    // A key of the document, even where objects have something of that name.
    Object.defineProperty(container, at, {
      value: next,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  };
  const isRoot = container === root;
  switch (how) {
    case 'replace':
      return set(value);
    case 'remove':
      if (Array.isArray(container)) container.splice(Number(name), 1);
      else if (!isRoot) delete container[name];
      return;
    case 'rename':
      if (Array.isArray(container) || isRoot) return;
      delete container[name];
      return set(found, `${name}s`);
    case 'add':
      if (Array.isArray(container)) container.push(value);
      else if (!isRoot) set(value, key);
      return;
    case 'repeat':
      if (Array.isArray(container)) container.push(...Array<unknown>(copiesOf(found)).fill(found));
      return;
    case 'nest':
      return set('@nested');
    case 'double':
      // As text, since an object cannot have a key twice.
      if (!isRoot && !Array.isArray(container)) set('@double');
  }
}

/** Many of what is only read; what is run would be honest work. */
function copiesOf(item: unknown): number {
  const isRun = typeof item === 'object' && item !== null && !('total_time_ms' in item);
  return isRun ? 10 : 2000;
}

/** Every place of a document: what holds it, and under which name. */
function placesOf(container: Container): [Container, string][] {
  return Object.entries(container).flatMap(([name, value]): [Container, string][] => [
    [container, name],
    ...(typeof value === 'object' && value !== null ? placesOf(value as Container) : []),
  ]);
}
