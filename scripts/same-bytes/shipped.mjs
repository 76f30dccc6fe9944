import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const kinds = ['hosts', 'policies', 'suites', 'workloads'];

/**
 * The profiles that a checkout ships, by kind and name: names for options, and documents to mutate.
 * They are read from BASE alone, so that both programs are given the same files.
 */
export function readShipped(checkout) {
  const profiles = kinds.map((kind) => [kind, readFolder(join(checkout, 'profiles', kind))]);
  const references = readFolder(join(checkout, 'results', 'published'));
  return { ...Object.fromEntries(profiles), references };
}

function readFolder(folder) {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files
      .sort()
      .map((file) => [
        basename(file, '.json'),
        JSON.parse(readFileSync(join(folder, file), 'utf8')),
      ]),
  );
}
