type JsonType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';

/** A JSON Schema, as far as zod writes it. */
export interface JsonSchema {
  readonly type?: JsonType | readonly JsonType[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly pattern?: string;
}

/** The least and the largest number that a schema accepts; what it does not say is infinite. */
export function boundsOf(schema: JsonSchema): readonly [least: number, largest: number] {
  const gap = schema.type === 'integer' ? 1 : 1e-3;
  const least = schema.minimum ?? (schema.exclusiveMinimum ?? -Infinity) + gap;
  const largest = schema.maximum ?? (schema.exclusiveMaximum ?? Infinity) - gap;
  return [least, largest];
}

/** The schemas of which a value may have any; null where there is one way only. */
export function choicesOf({ anyOf, oneOf, type }: JsonSchema): readonly JsonSchema[] | null {
  const types = Array.isArray(type) ? (type as readonly JsonType[]) : null;
  return anyOf ?? oneOf ?? types?.map((each) => ({ type: each })) ?? null;
}

/** The schema that a reference within `root` means. */
export function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.replace('#/$defs/', '');
  const found = root.$defs?.[name];
  if (found === undefined) throw new Error(`${schema.$ref} is not in the schema`);
  return resolved(found, root);
}
