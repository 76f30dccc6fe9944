import { parseAst } from 'vitest/node';

/** A node of the syntax tree (ESTree), with where it begins and ends in the text. */
/** @typedef {{ readonly type: string, readonly start: number, readonly end: number } & Record<string, any>} Node */

/**
 * The syntax tree of a TypeScript file.
 *
 * @returns {Node}
 */
export function parse(text) {
  return parseAst(text, { lang: 'ts' });
}

/** The nodes below `node`, in the order of the text. */
export function children(node) {
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'parent' ? [] : (Array.isArray(value) ? value : [value]).filter(isNode),
  );
}

function isNode(value) {
  return typeof value === 'object' && value !== null && typeof value.type === 'string';
}
