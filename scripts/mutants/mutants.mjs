import { operators } from './operators.mjs';
import { children, parse } from './syntax.mjs';

/**
 * One small change of a file. `id` says where and what, in words that a reader finds in the file.
 *
 * @typedef {{ id: string, path: string, line: number, operator: string, from: string, to: string,
 *   start: number, end: number }} Mutant
 */

/**
 * All mutants of a file, in the order of its text.
 *
 * @param {string} path from the root of the repository
 * @returns {Mutant[]}
 */
export function mutantsOf(path, text) {
  const found = new Map();
  visit(parse(text), []);
  return [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end);

  function visit(node, ancestors) {
    if (isIrrelevant(node)) return;
    for (const { name, changes } of operators) {
      for (const change of changes(node, { text, parent: ancestors.at(-1), ancestors })) {
        const mutant = mutantOf(path, text, name, change);
        if (!found.has(mutant.id)) found.set(mutant.id, mutant);
      }
    }
    for (const child of children(node)) visit(child, [...ancestors, node]);
  }
}

/** The text of a file with the change made. */
export function mutatedText(text, { start, end, to }) {
  return text.slice(0, start) + to + text.slice(end);
}

/** Types are checked by the compiler; what an error says is not what is tested here. */
function isIrrelevant(node) {
  if (node.type === 'ImportDeclaration' || node.type === 'ThrowStatement') return true;
  const isExpression = ['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression'];
  const isMember = ['TSParameterProperty'];
  return node.type.startsWith('TS') && ![...isExpression, ...isMember].includes(node.type);
}

function mutantOf(path, text, operator, { start, end, to }) {
  const before = text.slice(0, start).split('\n');
  const line = before.length;
  const column = before.at(-1).length + 1;
  const from = text.slice(start, end);
  const id = `${path}:${line}:${column} ${short(from)} -> ${short(to)}`;
  return { id, path, line, operator, from, to, start, end };
}

/** A change in one line. */
export function short(code) {
  const line = code.replaceAll(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
