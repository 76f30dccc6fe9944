import fc from 'fast-check';
import { byteDamage } from './byte-damage.js';
import { type FileDamage, linkToItself } from './drawn-value.js';
import type { CaseFile } from './fuzz-case.js';
import { jsonDamage } from './json-damage.js';

const insteadOfFile: fc.Arbitrary<CaseFile | null> = fc.constantFrom<CaseFile | null>(
  null,
  { kind: 'folder' },
  { kind: 'link', target: 'nowhere' },
  { kind: 'link', target: '.' },
  { kind: 'link', target: linkToItself },
);

/** What can be wrong with a file that is read. */
export const fileDamage: fc.Arbitrary<FileDamage> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .array(jsonDamage, { minLength: 1, maxLength: 2 })
      .map((damages): FileDamage => ({ kind: 'json', damages })),
  },
  {
    weight: 6,
    arbitrary: byteDamage.map((damage): FileDamage => ({ kind: 'bytes', damage })),
  },
  {
    weight: 1,
    arbitrary: insteadOfFile.map((file): FileDamage => ({ kind: 'instead', file })),
  },
);
