import { describe, expect, test } from 'vitest';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { loadAnySuite, shippedSuites } from '../../src/settings/suite-file.js';
import { type Suite, suiteCells, suiteScenario } from '../../src/settings/suite.js';
import { loadPublishedTable, shippedTables } from '../../src/validate/published-table.js';

const suites = shippedSuites()
  .map(loadAnySuite)
  .flatMap(({ kind, suite }): Suite[] => (kind === 'loads' ? [suite as Suite] : []));

describe.each(shippedTables())('results/published/%s.json', (name) => {
  const { name: own, rows } = loadPublishedTable(name);
  const modelled = rows.filter(({ notModelled }) => notModelled === undefined);
  const named = suites.filter(({ figures }) => figures === name);

  test('is called what its file is', () => {
    expect(own).toBe(name);
  });

  test('has one suite, if anything of it is modelled', () => {
    expect(named).toHaveLength(modelled.length > 0 ? 1 : 0);
  });

  test.each(named)('$name has its loads and modes, and runs on its host', (suite) => {
    const host = loadHostProfile(suite.host);
    const cells = suiteCells(suite);
    for (const { load, mode } of modelled) {
      const cell = cells.find((each) => each.load.name === load && each.mode.name === mode);
      expect(cell, `${load}, ${mode}`).toBeDefined();
      if (cell !== undefined) suiteScenario(suite, host, cell, { seed: '1', repeat: 1 });
    }
  });
});
