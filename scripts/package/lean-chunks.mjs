// What esbuild writes for chunks, without what they do not need: it was a twelfth of the program.
import { importedPath } from './module-imports.mjs';

const bareImport = /import"(\.[^"]+)";/g;
const namedImport = /(?:import|export)\{[^}]*\}from"(\.[^"]+)"/g;

/** CommonJS dependencies ask for Node's own modules with require(), which one chunk gives to all of them. */
const asksForRequire = 'typeof require<"u"';
const require =
  "import{createRequire as nodeRequire}from'node:module';const require=nodeRequire(import.meta.url);";

/**
 * The texts of modules by path, as they are to be written. Of the imports without names, which are for what modules do
 * when they are loaded, those are left out that imports with names lead to anyway, and those of esbuild's own helpers,
 * which do nothing.
 */
export function leanChunks(modules) {
  const named = new Map(
    [...modules].map(([path, text]) => [path, importedBy(path, text, namedImport)]),
  );
  const helpers = [...modules].flatMap(([path, text]) =>
    text.includes(asksForRequire) ? [path] : [],
  );
  return new Map(
    [...modules].map(([path, text]) => {
      const lean = withoutRepeated(path, text, named, helpers);
      return [path, lean.includes(asksForRequire) ? withRequire(lean) : lean];
    }),
  );
}

function importedBy(path, text, kind) {
  return [...text.matchAll(kind)].map(([, from]) => importedPath(path, from));
}

function withoutRepeated(path, text, named, helpers) {
  const loaded = new Set(helpers);
  const load = (module) => {
    if (loaded.has(module)) return;
    loaded.add(module);
    named.get(module)?.forEach(load);
  };
  load(path);
  return text.replaceAll(bareImport, (whole, from) => {
    const module = importedPath(path, from);
    if (loaded.has(module)) return '';
    load(module);
    return whole;
  });
}

function withRequire(text) {
  const [shebang = ''] = /^#!.*\n/.exec(text) ?? [];
  return `${shebang}${require}${text.slice(shebang.length)}`;
}
