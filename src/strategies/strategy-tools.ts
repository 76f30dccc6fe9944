import type { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { parse } from 'acorn';

interface Tools {
  readonly acorn: { readonly parse: typeof parse };
  readonly 'node:crypto': { readonly createHash: typeof createHash };
}

/** A module that only strategies need: every command and thread would else take milliseconds to load it. */
export function strategyTool<Name extends keyof Tools>(name: Name): Tools[Name] {
  return createRequire(import.meta.url)(name) as Tools[Name];
}
