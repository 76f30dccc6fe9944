import { expect, test } from 'vitest';
import { keptLine, keptMigrations } from './kept-migrations.js';

const groups = [...new Set(keptMigrations.map(({ group }) => group))];

// A deliberate change of the model: `npx vitest run test/digests -u`, and the diff says what changed.
test.each(groups)('the results of %s are those that were kept', (name) => {
  const migrations = keptMigrations.filter(({ group }) => group === name);
  const lines = Object.fromEntries(migrations.map((kept) => [kept.id, keptLine(kept)]));
  expect(lines).toMatchSnapshot();
});
