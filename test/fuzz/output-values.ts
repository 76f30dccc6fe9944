import fc from 'fast-check';
import { oddCharacters } from './hostile-texts.js';
import { type CaseFile, folderMark, textFile } from './fuzz-case.js';
import { type DrawnValue, plainValue } from './drawn-value.js';

/** Names that a file system takes, as ends of a name. */
const endings = [
  '.json',
  '.ndjson',
  '.csv',
  '.html',
  '',
  ...oddCharacters,
  'x'.repeat(200),
  '%',
].filter((text) => !/[\\/]/.test(text));

const kept = textFile('what was there before\n');

/** What is at a path that shall be written. */
const before = fc.oneof(
  { weight: 6, arbitrary: fc.constant('nothing') },
  { weight: 2, arbitrary: fc.constant('file') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('folder', 'link', 'dangling', 'loop', 'no folder', 'long'),
  },
);

/**
 * The path of a file that is to be written, in the folder of the case and nowhere else.
 *
 * @param stem begins its name, so that no two options name the same file
 */
export function outputValue(stem: string): fc.Arbitrary<DrawnValue> {
  const name = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('.json', '.ndjson', '.csv', '.html') },
    { weight: 1, arbitrary: fc.constantFrom(...endings) },
  );
  return fc.tuple(name, before).map(([ending, state]) => valueOf(stem, stem + ending, state));
}

function valueOf(stem: string, name: string, state: string): DrawnValue {
  const path = folderMark + name;
  const target = `${stem}-target`;
  const there = (file: CaseFile, more: Readonly<Record<string, CaseFile>> = {}): DrawnValue => ({
    ...plainValue(path),
    files: { [name]: file, ...more },
    outputs: [name, target],
  });
  switch (state) {
    case 'file':
      return there(kept);
    case 'folder':
      return there({ kind: 'folder' });
    case 'link':
      return there({ kind: 'link', target }, { [target]: kept });
    case 'dangling':
      return there({ kind: 'link', target });
    case 'loop':
      return there({ kind: 'link', target: name });
    case 'no folder':
      // None is written, but it is one: no other text may take its place, which would be written elsewhere.
      return { ...plainValue(`${folderMark}missing/${name}`), outputs: [name] };
    case 'long': {
      const long = stem + 'n'.repeat(246 - stem.length);
      return { ...plainValue(folderMark + long), outputs: [long] };
    }
    default:
      return { ...plainValue(path), outputs: [name] };
  }
}
