/** A JSON Schema, or a part of one. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** Shorter parts are hardly longer than what would refer to them. */
const leastLength = 45;

/** Keywords whose value is a schema, a list of them, or a map of names to them. */
const keywords = {
  one: ['items', 'additionalProperties', 'propertyNames', 'not'],
  list: ['anyOf', 'oneOf', 'allOf', 'prefixItems'],
  map: ['properties', '$defs', 'definitions'],
};

/**
 * A schema in which parts that are the same stand once, under `$defs`. It accepts what it accepted before. What describes
 * a part stands beside what refers to it: parts may be the same for all but that.
 */
export function withSharedDefinitions(schema: object): object {
  const root = schema as JsonObject;
  const counts = countsOf(root);
  const definitions: Record<string, Json> = {};
  const names = new Map<string, string>();
  const isShared = (text: string) => text.length >= leastLength && (counts.get(text) ?? 0) > 1;
  const reference = (text: string, definition: () => JsonObject): JsonObject => {
    let name = names.get(text);
    if (name === undefined) {
      name = `s${names.size + 1}`;
      names.set(text, name);
      definitions[name] = definition();
    }
    return { $ref: `#/$defs/${name}` };
  };
  const inner = (part: JsonObject): JsonObject => mapParts(part, shared);
  const described = (part: JsonObject): JsonObject => {
    const { description, ...meant } = part;
    const text = JSON.stringify(meant);
    if (description === undefined || !isShared(text)) return inner(part);
    return { description, ...reference(text, () => inner(meant)) };
  };
  const shared = (part: JsonObject): JsonObject => {
    const text = JSON.stringify(part);
    return isShared(text) ? reference(text, () => described(part)) : described(part);
  };
  const whole = inner(root);
  if (names.size === 0) return whole;
  return { ...whole, $defs: { ...(whole['$defs'] as JsonObject | undefined), ...definitions } };
}

/** How often each part is there: as it is, and, if it is described, without what describes it. */
function countsOf(root: JsonObject): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const counted = (text: string): number => {
    const times = (counts.get(text) ?? 0) + 1;
    counts.set(text, times);
    return times;
  };
  const count = (part: JsonObject): JsonObject => {
    const { description, ...meant } = part;
    const isKnown = counted(JSON.stringify(part)) > 1;
    if (isKnown) return part;
    const isMeantKnown = description !== undefined && counted(JSON.stringify(meant)) > 1;
    return isMeantKnown ? part : mapParts(part, count);
  };
  mapParts(root, count);
  return counts;
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
