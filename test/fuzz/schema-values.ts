import fc from 'fast-check';
import { hostileText } from './hostile-texts.js';
import { boundsOf, choicesOf, type JsonSchema, resolved } from './json-schema.js';

/** What is drawn for a key in place of what its schema says: what makes a case small. */
export type Hints = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Numbers that nobody bounds end here. */
const muchOfAnything = 1e15;

/** Documents that a schema accepts: mostly of small numbers, now and then of the ends of ranges. */
export function valuesOf(schema: JsonSchema, hints: Hints = {}): fc.Arbitrary<unknown> {
  return new SchemaValues(schema, hints).of(schema);
}

class SchemaValues {
  constructor(
    private readonly root: JsonSchema,
    private readonly hints: Hints,
  ) {}

  of(written: JsonSchema): fc.Arbitrary<unknown> {
    const schema = resolved(written, this.root);
    const choices = choicesOf(schema);
    if (choices !== null) return fc.oneof(...choices.map((choice) => this.of(choice)));
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    switch (schema.type) {
      case 'object':
        return this.object(schema);
      case 'array':
        return fc.array(this.of(schema.items ?? {}), {
          minLength: schema.minItems ?? 0,
          maxLength: Math.max(2, schema.minItems ?? 0),
        });
      case 'string':
        return textOf(schema);
      case 'integer':
      case 'number':
        return numberOf(schema);
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      default:
        return fc.constantFrom(null, 0, 'text', true);
    }
  }

  private object({ additionalProperties, properties = {}, required = [] }: JsonSchema) {
    const keys = Object.keys(properties).filter((key) => key !== '$schema');
    const model = Object.fromEntries(
      keys.map((key) => [key, this.hints[key] ?? this.of(properties[key])] as const),
    );
    const own = fc.record(model, {
      requiredKeys: keys.filter((key) => required.includes(key)),
      noNullPrototype: true,
    });
    if (typeof additionalProperties !== 'object' || keys.length > 0) return own;
    return fc.dictionary(hostileText, this.of(additionalProperties), {
      maxKeys: 3,
      noNullPrototype: true,
    });
  }
}

function textOf({ pattern }: JsonSchema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern), { maxLength: 20 });
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('a', 'text', 'two words') },
    { weight: 1, arbitrary: hostileText.filter((text) => text !== '') },
  );
}

function numberOf(schema: JsonSchema): fc.Arbitrary<number> {
  const [least, largest] = boundsOf(schema);
  const [min, max] = [Math.max(least, -muchOfAnything), Math.min(largest, muchOfAnything)];
  const from = Math.max(min, 0);
  const isWhole = schema.type === 'integer';
  const near = fc.nat(1000).map((tenths) => {
    const number = from + tenths / 10;
    return Math.min(max, isWhole ? Math.floor(number) : number);
  });
  const any = isWhole ? fc.integer({ min: from, max }) : fc.double({ min: from, max, noNaN: true });
  return fc.oneof(
    { weight: 20, arbitrary: near },
    { weight: 1, arbitrary: any },
    { weight: 1, arbitrary: fc.constantFrom(min, max) },
  );
}
