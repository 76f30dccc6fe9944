/** A schema with what its references to shared parts name in their place. */
export function resolvedSchema(
  schema: unknown,
  root = schema as { readonly $defs?: object },
): unknown {
  if (Array.isArray(schema)) return schema.map((each) => resolvedSchema(each, root));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref } = schema as { readonly $ref?: unknown };
  if (typeof $ref === 'string' && /^#\/\$defs\/shared\d+$/.test($ref)) {
    const definitions = root.$defs as Readonly<Record<string, unknown>>;
    return resolvedSchema(definitions[$ref.slice('#/$defs/'.length)], root);
  }
  const entries = Object.entries(schema)
    .filter(([key]) => !/^shared\d+$/.test(key))
    .map(([key, value]) => [key, resolvedSchema(value, root)]);
  return Object.fromEntries(entries);
}
