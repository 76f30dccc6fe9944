import { expect, test } from 'vitest';
import { coverLetterScenario, publishedScenario } from '../../src/validate/cover-letter.js';
import { publishedSuites } from '../../src/settings/suite-file.js';
import { loadPublishedReference } from '../../src/validate/published-reference.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { loadSuite } from '../../src/settings/suite-file.js';
import { suiteScenario } from '../../src/settings/suite.js';
import { sampleReference } from './sample-reference.js';

test.each(publishedSuites().map((suite) => [suite.name, suite] as const))(
  'the suite %s has the test bed, the loads, the modes and the repeats of its tables',
  (_, suite) => {
    const reference = loadPublishedReference(suite.reference);
    expect(suite.loads.map((load) => load['stressMem'])).toEqual(reference.loads_mb);
    expect(suite.modes.map(({ name }) => name)).toEqual(reference.modes);
    expect(suite.repeats).toBe(reference.repeats);
    expect(suite.defaults).toMatchObject({
      cpus: reference.testbed.cpus,
      mem: reference.testbed.mem_gb,
    });
    const host = loadHostProfile(suite.host);
    expect(suite.qemu).toBe(host.qemu);
    const load = { name: '', stressMem: reference.cells[1].stress_mem_mb };
    const cell = { load, mode: suite.modes[1] };
    const run = { seed: '1', repeat: 2 };
    expect(publishedScenario(suite, reference, host, reference.cells[1], run)).toEqual(
      suiteScenario(suite, host, cell, run),
    );
  },
);

test("the letters' command says what a suite says", () => {
  const reference = loadPublishedReference('auto-converge-refinements-v1');
  const flags = reference.command.split(' ');
  const value = (flag: string): number => Number(flags[flags.indexOf(flag) + 1]);
  const { defaults } = loadSuite('cover-letter-v1');
  expect(defaults).toMatchObject({
    cpus: value('--cpus'),
    mem: value('--mem'),
    maxIters: value('--max-iters'),
    maxTime: value('--max-time'),
    downtime: value('--downtime'),
    autoConverge: flags.includes('--auto-converge'),
    autoConvergeStep: value('--auto-converge-step'),
  });
  expect(loadSuite('cover-letter-v2').defaults).toEqual(defaults);
});

test('a calibration runs the guest of the test bed with the version of the host', () => {
  const host = loadHostProfile('generic-10g');
  expect(coverLetterScenario(sampleReference(), host, 100, 's', 3)).toMatchObject({
    mode: 'original',
    version: host.qemu,
    workload: { kind: 'stress', stressMib: 100 },
    settings: {
      cpus: 2,
      mem: 4,
      autoConverge: true,
      backgroundSync: 'off',
      responsiveThrottle: false,
      maxIters: 200,
      maxTime: 1200,
    },
    seed: 's',
    repeat: 3,
  });
});
