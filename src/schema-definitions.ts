/** A JSON Schema, or a part of one. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** Shorter parts are no longer than what would refer to them. */
const leastLength = 80;

/** Keywords whose value is a schema, a list of them, or a map of names to them. */
const keywords = {
  one: ['items', 'additionalProperties', 'propertyNames', 'not'],
  list: ['anyOf', 'oneOf', 'allOf', 'prefixItems'],
  map: ['properties', '$defs', 'definitions'],
};

/** A schema in which parts that are the same stand once, under `$defs`. It accepts what it accepted before. */
export function withSharedDefinitions(schema: object): object {
  const counts = new Map<string, number>();
  const count = (part: JsonObject): void => {
    const text = JSON.stringify(part);
    const times = (counts.get(text) ?? 0) + 1;
    counts.set(text, times);
    if (times === 1) mapParts(part, (inner) => (count(inner), inner));
  };
  const root = schema as JsonObject;
  mapParts(root, (part) => (count(part), part));
  const definitions: Record<string, Json> = {};
  const names = new Map<string, string>();
  const shared = (part: JsonObject): JsonObject => {
    const text = JSON.stringify(part);
    if (text.length < leastLength || (counts.get(text) ?? 0) < 2) return mapParts(part, shared);
    const known = names.get(text);
    if (known !== undefined) return { $ref: known };
    const name = `shared${names.size + 1}`;
    names.set(text, `#/$defs/${name}`);
    definitions[name] = mapParts(part, shared);
    return { $ref: `#/$defs/${name}` };
  };
  const whole = mapParts(root, shared);
  if (names.size === 0) return whole;
  return { ...whole, $defs: { ...(whole['$defs'] as JsonObject | undefined), ...definitions } };
}

/** A schema with each schema in it replaced. */
function mapParts(schema: JsonObject, replace: (part: JsonObject) => JsonObject): JsonObject {
  const part = (value: Json): Json => (isObject(value) ? replace(value) : value);
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]): [string, Json] => {
      if (keywords.one.includes(key)) return [key, part(value)];
      if (keywords.list.includes(key) && Array.isArray(value)) {
        return [key, (value as readonly Json[]).map(part)];
      }
      if (!keywords.map.includes(key) || !isObject(value)) return [key, value];
      const parts = Object.entries(value).map(([name, each]): [string, Json] => [name, part(each)]);
      return [key, Object.fromEntries(parts)];
    }),
  );
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
