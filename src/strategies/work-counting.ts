import type { Node, Program } from 'acorn';
import { strategyTool } from './strategy-tools.js';

/** The function that counted code calls at each turn of a loop and each call of a function of its own. */
export const workFunction = '$work';

/** What the module that makes strategies is called where it is imported. */
const library = 'guestperf-sim';

/** A program that is no strategy's, with its place in the file. */
export class UnusableModule extends Error {
  override readonly name = 'UnusableModule';
}

interface Edit {
  readonly at: number;
  readonly end: number;
  readonly text: string;
}

type AnyNode = Node & Readonly<Record<string, unknown>>;

/**
 * An ES module as the body of a function of `$work`, `$library` and `$exports`: it counts its work by what it does, and
 * not by a clock, so that it ends at the same turn on every machine. Lines stay where they are.
 *
 * @throws UnusableModule if it is no module, or imports anything but this library
 */
export function countedModule(source: string): string {
  const program = parsed(source);
  const edits: Edit[] = [];
  visit(program as unknown as AnyNode, source, edits);
  return applied(source, edits);
}

function parsed(source: string): Program {
  try {
    return strategyTool('acorn').parse(source, {
      ecmaVersion: 2023,
      sourceType: 'module',
      locations: true,
    });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new UnusableModule(
      `is not an ES module: ${text.replace(/ \((\d+):\d+\)$/, ' in line $1')}`,
    );
  }
}

function visit(node: AnyNode, source: string, edits: Edit[]): void {
  edits.push(...editsOf(node, source));
  for (const child of childrenOf(node)) visit(child, source, edits);
}

function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node)
    .flat()
    .filter((value): value is AnyNode => isNode(value));
}

function isNode(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function editsOf(node: AnyNode, source: string): Edit[] {
  switch (node.type) {
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return countedBody(node['body'] as AnyNode);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return countedBody(node['body'] as AnyNode);
    case 'ImportDeclaration':
      return [imported(node)];
    case 'ImportExpression':
    case 'ExportAllDeclaration':
      throw importRefused(node, node['source'] as AnyNode);
    case 'ExportDefaultDeclaration':
      return [
        {
          at: node.start,
          end: (node['declaration'] as AnyNode).start,
          text: '$exports.default = ',
        },
      ];
    case 'ExportNamedDeclaration':
      return exported(node, source);
    case 'AwaitExpression':
      throw new UnusableModule(
        `waits with await in line ${lineOf(node)}, and a migration does not wait`,
      );
    default:
      return [];
  }
}

/** A statement gets a block around it, an expression a comma before it. */
function countedBody(body: AnyNode): Edit[] {
  const { end, start, type } = body;
  const call = `${workFunction}()`;
  if (type === 'BlockStatement') return [insertion(start + 1, `${call};`)];
  const isStatement = type.endsWith('Statement');
  const [open, close] = isStatement ? [`{${call};`, '}'] : [`(${call},(`, '))'];
  return [insertion(start, open), insertion(end, close)];
}

function insertion(at: number, text: string): Edit {
  return { at, end: at, text };
}

function imported(node: AnyNode): Edit {
  const from = node['source'] as AnyNode;
  if (from['value'] !== library) throw importRefused(node, from);
  const names = (node['specifiers'] as AnyNode[]).map((specifier) => {
    const local = (specifier['local'] as AnyNode)['name'] as string;
    const name = (specifier['imported'] as AnyNode | undefined)?.['name'];
    if (name === 'defineStrategy') return `${local} = $library.${name}`;
    throw new UnusableModule(
      `imports ${String(name ?? local)} in line ${lineOf(node)}; a strategy imports defineStrategy alone`,
    );
  });
  return {
    at: node.start,
    end: node.end,
    text: names.length === 0 ? '' : `const ${names.join(', ')};`,
  };
}

function importRefused(node: AnyNode, from: AnyNode): UnusableModule {
  const name = from['value'] === undefined ? 'a module' : `'${String(from['value'])}'`;
  return new UnusableModule(
    `imports ${name} in line ${lineOf(node)}; a strategy is one file, and imports ${library} alone`,
  );
}

/** A name that is exported is declared; `export { rule as default }` is the default. */
function exported(node: AnyNode, source: string): Edit[] {
  const declaration = node['declaration'] as AnyNode | null;
  if (declaration !== null) return [{ at: node.start, end: declaration.start, text: '' }];
  if (node['source'] !== null) throw importRefused(node, node['source'] as AnyNode);
  const local = (node['specifiers'] as AnyNode[])
    .filter((specifier) => (specifier['exported'] as AnyNode)['name'] === 'default')
    .map((specifier) => specifier['local'] as AnyNode)
    .map(({ end, start }) => `$exports.default = ${source.slice(start, end)};`);
  return [
    { at: node.start, end: node.end, text: '' },
    insertion(source.length, `\n${local.join('')}`),
  ];
}

function lineOf({ loc }: AnyNode): number {
  return loc?.start.line ?? 0;
}

/** Edits that begin at one place stay in their order; what closes comes from the inside out. */
function applied(source: string, edits: readonly Edit[]): string {
  const inOrder = edits
    .map((edit, index) => ({ ...edit, index }))
    .sort((a, b) => a.at - b.at || closing(b) - closing(a) || order(a, b));
  let text = '';
  let from = 0;
  for (const edit of inOrder) {
    text += source.slice(from, edit.at) + edit.text;
    from = edit.end;
  }
  return text + source.slice(from);
}

function closing({ text }: Edit): number {
  return text === '}' || text === '))' ? 1 : 0;
}

function order(a: Edit & { readonly index: number }, b: Edit & { readonly index: number }): number {
  return closing(a) === 1 ? b.index - a.index : a.index - b.index;
}
