// Which chunks are written as one file. esbuild makes one for each set of entries that share code, many of a few hundred
// bytes; a file that is opened, linked and evaluated takes as long as some kilobytes more in another one.
import { importsOf } from './module-imports.mjs';

/** How many bytes of code take as long to load as a file. */
const bytesPerFile = 4096;

/**
 * Paths of the modules that are to be one, in arrays. Of two groups that may be one, those that save most come first: files
 * that fewer loads open, less the code that others then load in vain. What `--version` loads gets no larger, and nobody
 * comes to load a third group.
 *
 * @param modules texts by path
 * @param entries paths of modules that stay what they are; the first is that of the program
 */
export function chunkGroups(modules, entries) {
  let groups = [...startingGroups(modules, entries)];
  for (let pair = best(groups); pair !== null; pair = best(groups)) {
    const merged = union(pair);
    groups = groups.filter((group) => !pair.includes(group)).concat(merged);
    for (const { needs } of groups) {
      if (pair.filter((group) => needs.delete(group)).length > 0) needs.add(merged);
    }
  }
  return groups.map(({ paths }) => paths);
}

/** One for each module. `loaders` are the modules that load it when they are loaded first. */
function startingGroups(modules, entries) {
  const imports = new Map([...modules].map(([path, text]) => [path, importsOf(path, text)]));
  const groups = new Map(
    [...modules].map(([path, { length }]) => [
      path,
      { paths: [path], bytes: length, loaders: new Set(), needs: new Set() },
    ]),
  );
  for (const [path, { fixed }] of imports) {
    for (const from of fixed) groups.get(path).needs.add(groups.get(from));
  }
  const loadFor = (loader, group) => {
    if (group.loaders.has(loader)) return;
    group.loaders.add(loader);
    for (const needed of group.needs) loadFor(loader, needed);
  };
  const loaders = new Set([...entries, ...[...imports.values()].flatMap(({ later }) => later)]);
  for (const path of loaders) loadFor(path, groups.get(path));
  for (const path of entries) groups.get(path).isEntry = true;
  for (const group of groups.values()) group.isEarly = group.loaders.has(entries[0]);
  return groups.values();
}

/** The two groups that save most as one; null if none saves anything. */
function best(groups) {
  const pairs = groups
    .flatMap((a, at) => groups.slice(at + 1).map((b) => ({ pair: [a, b], saved: saved(a, b) })))
    .filter((each) => each.saved > 0)
    .toSorted((a, b) => b.saved - a.saved);
  return pairs.find(({ pair: [a, b] }) => !leads(a, b) && !leads(b, a))?.pair ?? null;
}

function saved(a, b) {
  if (a.isEntry || b.isEntry || a.isEarly !== b.isEarly) return 0;
  const onlyA = [...a.loaders].filter((loader) => !b.loaders.has(loader));
  const onlyB = [...b.loaders].filter((loader) => !a.loaders.has(loader));
  const both = a.loaders.size - onlyA.length;
  const bytes = bytesPerFile * both - onlyA.length * b.bytes - onlyB.length * a.bytes;
  return bytes > 0 && hasNeeds(b, a, onlyA) && hasNeeds(a, b, onlyB) ? bytes : 0;
}

/** Whether loaders of another group have loaded what this one needs. */
function hasNeeds({ needs }, other, loaders) {
  return [...needs].every(
    (needed) => needed === other || loaders.every((loader) => needed.loaders.has(loader)),
  );
}

/** Whether one leads to another by way of a third, which as one file would be a circle. */
function leads(from, to) {
  const seen = new Set([to]);
  const follow = (group) => {
    if (seen.has(group)) return false;
    seen.add(group);
    return group.needs.has(to) || [...group.needs].some(follow);
  };
  return [...from.needs].some(follow);
}

function union([a, b]) {
  const needs = new Set([...a.needs, ...b.needs]);
  needs.delete(a);
  needs.delete(b);
  return {
    paths: [...a.paths, ...b.paths],
    bytes: a.bytes + b.bytes,
    loaders: new Set([...a.loaders, ...b.loaders]),
    needs,
    isEntry: false,
    isEarly: a.isEarly,
  };
}
