import { binary } from './operators/binary.mjs';
import { branches } from './operators/branches.mjs';
import { literals } from './operators/literals.mjs';
import { rounding } from './operators/rounding.mjs';
import { returns } from './operators/returns.mjs';
import { statements } from './operators/statements.mjs';

/**
 * What the tests have to notice. Each operator says which changes it makes to a node: from where to
 * where, and what stands there then.
 *
 * @type {readonly { readonly name: string, changes(node: import('./syntax.mjs').Node,
 *   context: { text: string, parent?: object, ancestors: readonly object[] }):
 *   readonly { start: number, end: number, to: string }[] }[]}
 */
export const operators = [
  ...binary,
  ...branches,
  ...literals,
  ...rounding,
  ...returns,
  ...statements,
];
