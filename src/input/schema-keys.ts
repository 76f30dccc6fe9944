import type * as z from 'zod/mini';

type Definition = z.core.$ZodTypes['_zod']['def'];

/** All keys that a schema knows, at any depth: the candidates of "did you mean". */
export function schemaKeys(schema: z.core.$ZodType): string[] {
  const keys = new Set<string>();
  collect(schema, keys);
  return [...keys];
}

function collect(schema: z.core.$ZodType, keys: Set<string>): void {
  const { def } = schema as unknown as { readonly def: Definition };
  switch (def.type) {
    case 'object':
      for (const [key, property] of Object.entries(def.shape)) {
        keys.add(key);
        collect(property, keys);
      }
      break;
    case 'array':
      collect(def.element, keys);
      break;
    case 'union':
      for (const option of def.options) collect(option, keys);
      break;
    case 'optional':
    case 'nullable':
    case 'default':
      collect(def.innerType, keys);
      break;
    case 'lazy':
      collect(def.getter(), keys);
      break;
  }
}
