import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { simulate } from '../../../../../src/engines/simulate.js';
import type { LooseSettings } from '../../../../../src/engines/setting.js';
import { loadHostProfile } from '../../../../../src/profiles/profile-files.js';
import { suiteScenario } from '../../../../../src/settings/suite.js';
import { loadSuite } from '../../../../../src/settings/suite-file.js';

/** All that came of a migration, and all that was decided in it, as bytes; without what it was asked for. */
function outcome(suiteName: string, load: string, mode: LooseSettings, seed: string): string {
  const named = loadSuite(suiteName);
  const suite = { ...named, modes: [{ name: 'mode', ...mode }] };
  const cell = {
    load: suite.loads.find(({ name }) => name === load)!,
    mode: suite.modes[0],
  };
  const scenario = suiteScenario(suite, loadHostProfile(suite.host), cell, { seed, repeat: 1 });
  const events: unknown[] = [];
  const { scenario: _asked, ...result } = simulate(scenario, {
    trace: (timeMs, { event, ...facts }) => {
      if (event !== 'trigger') events.push([timeMs, event, facts]);
    },
  });
  return JSON.stringify([result, events]);
}

const loads = {
  'cover-letter-v1': ['light', 'moderate', 'heavy'],
  'cover-letter-v2': ['light', 'moderate', 'heavy'],
};

/** A file, and the settings for which it is written again. */
const twins = [
  ['background sync v2', { strategy: 'v2' }, { backgroundSync: 'v2' }],
  [
    'the responsive throttle',
    { strategy: 'responsive', backgroundSync: 'off' },
    { responsiveThrottle: true, backgroundSync: 'off' },
  ],
  [
    'the responsive throttle beside background sync v2',
    { strategy: 'responsive', backgroundSync: 'v2' },
    { responsiveThrottle: true, backgroundSync: 'v2' },
  ],
  [
    'the responsive throttle beside background sync v1',
    { strategy: 'responsive', backgroundSync: 'v1' },
    { responsiveThrottle: true, backgroundSync: 'v1' },
  ],
] as const;

for (const [suite, names] of Object.entries(loads)) {
  for (const [what, file, builtIn] of twins) {
    test.each(names)(
      `${what} as a file is what is built in, byte by byte: ${suite}, %s`,
      (load) => {
        const ours = outcome(suite, load, file, '1');
        // Compared as a whole: a difference of megabytes says nothing.
        expect(ours === outcome(suite, load, builtIn, '1')).toBe(true);
        // A light guest is not throttled often enough for all of them to differ.
        const plain = outcome(suite, load, { backgroundSync: 'off' }, '1');
        expect(load !== 'light' && ours === plain).toBe(false);
      },
    );
  }
}

test.each(['v2', 'responsive', 'proportional'])('%s has at most 60 lines', (name) => {
  expect(readFileSync(`profiles/strategies/${name}.mjs`, 'utf8').split('\n').length).toBeLessThan(
    62,
  );
});
