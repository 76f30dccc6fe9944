import { expect, test } from 'vitest';
import { commands } from '../../../src/commands.js';
import { flagOf } from '../../../src/cli/options/option.js';
import { fileWriters } from '../../support/file-writers.js';

test('the table of what writes files has every option that names a file to write', async () => {
  const names: string[] = [];
  for (const entry of commands) {
    const { name, optionGroups } = await entry.load();
    for (const [key, { placeholder, description }] of optionGroups.flatMap(({ options }) =>
      Object.entries(options),
    )) {
      const namesFile = placeholder === 'FILE' || placeholder === 'DIR|FILE';
      const isWritten = /\bwrit|^the folder for/.test(description);
      if (namesFile && isWritten) names.push(`${name} ${flagOf(key)}`);
    }
  }
  const tested = fileWriters('').map(({ name }) => name.split(' ').slice(0, 2).join(' '));
  expect([...new Set(tested)].toSorted()).toEqual(names.toSorted());
});
