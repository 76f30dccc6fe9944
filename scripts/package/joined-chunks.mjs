// Chunks of a group as one file, by esbuild: what they import from each other is there, and what two of them call alike
// gets names of its own.
import { posix } from 'node:path';
import { build } from 'esbuild';
import { chunkGroups } from './chunk-groups.mjs';
import { importedPath, importsOf } from './module-imports.mjs';

const named = /(import|export)\{([^}]*)\}from"(\.[^"]+)"/g;
const nameless = /(import\(?)"(\.[^"]+)"/g;
const exported = /export\{([^}]*)\}(?!from)/g;
const anyNamed = /import\{([^}]*)\}from"([^"]+)";/g;

/**
 * The texts of modules by path, with fewer chunks.
 *
 * @param entries paths of modules that stay what they are; the first is that of the program
 * @param settings of esbuild
 */
export async function joinedChunks(modules, entries, settings) {
  const loadedLater = new Set([...modules].flatMap(([path, text]) => importsOf(path, text).later));
  const groups = chunkGroups(modules, entries).map((paths) => ({
    path: paths[0],
    texts: new Map(paths.map((path) => [path, modules.get(path)])),
    names: paths.length === 1 ? new Map() : namesIn(paths, modules, loadedLater),
  }));
  const groupOf = new Map(
    groups.flatMap((group) => [...group.texts.keys()].map((path) => [path, group])),
  );
  for (const { texts } of groups) {
    for (const [path, text] of texts) texts.set(path, withGroups(path, text, groupOf));
  }
  const texts = await Promise.all(groups.map((group) => textOf(group, settings)));
  return new Map(groups.map(({ path }, index) => [path, texts[index]]));
}

/** How what modules export is called by their group: as before, if somebody asks for it by name in the middle of a run. */
function namesIn(paths, modules, loadedLater) {
  const isTaken = new Set();
  const names = new Map();
  for (const path of paths.toSorted((a, b) => loadedLater.has(b) - loadedLater.has(a))) {
    for (const name of exportsOf(modules.get(path))) {
      const own = loadedLater.has(path) ? name : `$${isTaken.size.toString(36)}`;
      if (isTaken.has(own)) throw new Error(`${own} is exported by two chunks of a group`);
      isTaken.add(own);
      names.set(`${path} ${name}`, own);
    }
  }
  return names;
}

function exportsOf(text) {
  return [...text.matchAll(exported)].flatMap(([, list]) =>
    specifiers(list).map(({ outer }) => outer),
  );
}

/** Of `a as b, c`: names before and after; of an import the one before is the other module's. */
function specifiers(list) {
  return list
    .split(',')
    .filter(Boolean)
    .map((each) => each.split(' as '))
    .map(([inner, outer = inner]) => ({ inner, outer }));
}

/** A module's text that imports from groups what it imported from modules of others. */
function withGroups(path, text, groupOf) {
  const elsewhere = (from) => {
    const target = importedPath(path, from);
    const group = groupOf.get(target);
    return group === groupOf.get(path) ? null : { group, target };
  };
  const to = (group) => `"./${posix.relative(posix.dirname(path), group.path)}"`;
  return text
    .replaceAll(named, (whole, kind, list, from) => {
      const found = elsewhere(from);
      if (found === null) return whole;
      const { group, target } = found;
      const renamed = specifiers(list).map(
        ({ inner, outer }) => `${group.names.get(`${target} ${inner}`) ?? inner} as ${outer}`,
      );
      return `${kind}{${renamed}}from${to(group)}`;
    })
    .replaceAll(nameless, (whole, kind, from) => {
      const found = elsewhere(from);
      return found === null ? whole : `${kind}${to(found.group)}`;
    });
}

async function textOf({ names, path, texts }, settings) {
  if (texts.size === 1) return withoutRepeated(texts.get(path));
  const contents = [...texts].map(([member, text]) => {
    const list = exportsOf(text).map((name) => `${name} as ${names.get(`${member} ${name}`)}`);
    return list.length === 0 ? `import"${member}";` : `export{${list}}from"${member}";`;
  });
  const members = {
    name: 'members',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /.*/ }, ({ importer, path: from }) => {
        const member = importer === '<stdin>' ? from : importedPath(importer, from);
        return texts.has(member) ? { path: member, namespace: 'member' } : { external: true };
      });
      onLoad({ filter: /.*/, namespace: 'member' }, (member) => ({
        contents: texts.get(member.path),
      }));
    },
  };
  const { outputFiles } = await build({
    ...settings,
    stdin: { contents: contents.join('') },
    plugins: [members],
    write: false,
  });
  return withoutRepeated(outputFiles[0].text);
}

/** One import from each module: esbuild writes those of each part. */
function withoutRepeated(text) {
  const lists = new Map();
  for (const [, list, from] of text.matchAll(anyNamed)) {
    lists.set(from, [...(lists.get(from) ?? []), list]);
  }
  return text.replaceAll(anyNamed, (_, _list, from) => {
    const list = lists.get(from);
    lists.delete(from);
    return list === undefined ? '' : `import{${list}}from"${from}";`;
  });
}
