/** A schema with what its references to shared parts name in their place. */
export function resolvedSchema(
  schema: unknown,
  root = schema as { readonly $defs?: object },
): unknown {
  if (Array.isArray(schema)) return schema.map((each) => resolvedSchema(each, root));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref, ...beside } = schema as { readonly $ref?: unknown };
  if (typeof $ref === 'string' && /^#\/\$defs\/s\d+$/.test($ref)) {
    const definitions = root.$defs as Readonly<Record<string, unknown>>;
    const shared = resolvedSchema(definitions[$ref.slice('#/$defs/'.length)], root);
    return { ...(shared as object), ...beside };
  }
  const entries = Object.entries(schema)
    .filter(([key]) => !/^s\d+$/.test(key))
    .map(([key, value]) => [key, resolvedSchema(value, root)]);
  return Object.fromEntries(entries);
}
