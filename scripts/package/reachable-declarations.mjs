// What the compiler declares, without what a program that uses the package cannot name: of each file that index.d.ts
// leads to, the statements that are needed, and no file that has none.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The compiler begins each statement, and each comment of one, in the first column. */
const beginning =
  /^(?=(?:export|import|declare|interface|type|class|const|abstract|enum) |\/\*\*)/m;
const declaring =
  /^(?:export )?(?:declare )?(?:abstract )?(?:const|let|function|class|interface|type|enum) (\w+)/;

/**
 * Leaves of the declarations in a folder what its index.d.ts leads to, indented with tabs: a seventh of what the
 * compiler writes is blanks.
 *
 * @throws {Error} if a statement is of a kind that is not known here
 */
export async function keepReachable(folder) {
  const files = new Map();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path, statementsOf(path, await readFile(path, 'utf8')));
  }
  markNeeded(files, join(folder, 'index.d.ts'));
  for (const [path, statements] of files) {
    const kept = statements.filter(({ needed }) => needed.size > 0);
    if (kept.length === 0) await rm(path);
    else await writeFile(path, withTabs(textOf(kept, statements)));
  }
}

function statementsOf(path, text) {
  const statements = [];
  let comment = '';
  for (const part of text.split(beginning)) {
    const isComment = part.startsWith('/**');
    if (isComment && part.trimEnd().endsWith('*/')) comment += part;
    // A member of a union that has a comment.
    else if (isComment) statements.push(statement(path, `${statements.pop().text}${part}`));
    else {
      statements.push(statement(path, comment + part));
      comment = '';
    }
  }
  return statements;
}

/** A statement, with the names of it that are needed: none yet. */
function statement(path, text) {
  const code = text.replaceAll(/\/\*.*?\*\//gs, '').trim();
  const from = /from ['"](\.[^'"]+)['"]/.exec(code)?.[1];
  const common = { text, code, file: from && besides(path, from), needed: new Set() };
  if (code.startsWith('export *')) return { ...common, kind: 'all' };
  const list = /^(import|export) (?:type )?\{([^}]*)\}/.exec(code);
  if (list) return { ...common, kind: list[1], names: namesIn(list[2]) };
  const name = declaring.exec(code)?.[1] ?? /^import (?:type )?\* as (\w+)/.exec(code)?.[1];
  if (name === undefined) throw new Error(`${path}: what is declared here? ${text}`);
  return { ...common, kind: 'declaration', names: new Map([[name, name]]) };
}

function besides(path, from) {
  return join(dirname(path), from.replace(/\.js$/, '.d.ts'));
}

/** Of `a, type b as c`: how each is called here, and how where it is from. */
function namesIn(list) {
  const names = list.split(',').map((each) => each.trim().replace(/^type /, ''));
  return new Map(names.filter(Boolean).map((each) => pair(each.split(' as ').toReversed())));
}

function pair([here, there = here]) {
  return [here, there];
}

function markNeeded(files, index) {
  /** Whether it is there. */
  const need = (path, name) => {
    let found = false;
    for (const each of files.get(path)) {
      if (each.kind === 'all' ? need(each.file, name) : each.names.has(name)) {
        found = true;
        mark(path, each, name);
      }
    }
    return found;
  };
  const mark = (path, each, name) => {
    if (each.needed.has(name)) return;
    each.needed.add(name);
    if (each.kind === 'declaration') follow(path, each.code);
    else if (each.kind !== 'all' && each.file) need(each.file, each.names.get(name));
  };
  const follow = (path, code) => {
    for (const [name] of code.matchAll(/\w+/g)) need(path, name);
    for (const [, from, name] of code.matchAll(/import\(['"](\.[^'"]+)['"]\)\.(\w+)/g)) {
      need(besides(path, from), name);
    }
  };
  const needAll = (path) => {
    for (const each of files.get(path)) {
      if (each.kind === 'all') {
        mark(path, each, '*');
        needAll(each.file);
      } else if (each.code.startsWith('export')) {
        for (const name of each.names.keys()) mark(path, each, name);
      }
    }
  };
  needAll(index);
}

function textOf(kept, statements) {
  // Without it what is not exported would be, in declarations.
  const closed = statements.filter(({ code }) => code === 'export {};').map(({ text }) => text);
  return kept.map(neededText).concat(closed).join('');
}

function neededText({ kind, needed, text }) {
  if (kind !== 'import' && kind !== 'export') return text;
  return text.replace(/\{([^}]*)\}/, (_, list) => {
    const each = list.split(',').map((one) => one.trim());
    return `{ ${each.filter((one) => [...namesIn(one).keys()].some((name) => needed.has(name))).join(', ')} }`;
  });
}

function withTabs(text) {
  return text.replaceAll(/^(?: {4})+/gm, (blanks) => '\t'.repeat(blanks.length / 4));
}
