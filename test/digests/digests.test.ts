import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { simulate } from '../../src/engines/simulate.js';
import type { DirtyLogForm } from '../../src/host/dirty-tracking.js';
import type { HostNumbers } from '../../src/profiles/host.js';
import type { Accelerator } from '../../src/profiles/host-profile.js';
import { resolve, type Settings } from '../../src/settings/resolve.js';
import { hostProfile } from '../support/hosts.js';
import { type Decision, digestLine } from './digest.js';

interface KeptHost {
  readonly accelerator: Accelerator;
  readonly dirtyLog: DirtyLogForm;
  readonly numbers: HostNumbers;
}

interface KeptScenario {
  readonly id: string;
  /** What the migration is kept for. */
  readonly group: string;
  readonly host: string;
  readonly settings: Omit<Settings, 'host'>;
}

/**
 * Small migrations that were drawn from the swarm once, and are kept: what is drawn anew shifts with
 * each new setting. A new feature adds lines of its own.
 */
const { hosts, scenarios } = JSON.parse(
  readFileSync(new URL('scenarios.json', import.meta.url), 'utf8'),
) as {
  readonly hosts: Readonly<Record<string, KeptHost>>;
  readonly scenarios: readonly KeptScenario[];
};

function lineOf({ host, settings }: KeptScenario): string {
  const { accelerator, dirtyLog, numbers } = hosts[host];
  const profile = { ...hostProfile(numbers, accelerator), dirtyLog };
  const trace: Decision[] = [];
  const result = simulate(resolve({ ...settings, verify: true, host: profile }), {
    trace: (timeMs, event) => void trace.push([timeMs, event]),
  });
  return digestLine(result, trace);
}

const groups = [...new Set(scenarios.map(({ group }) => group))];

// A deliberate change of the model: `npx vitest run test/digests -u`, and the diff says what changed.
test.each(groups)('the results of %s are those that were kept', (name) => {
  const kept = scenarios.filter(({ group }) => group === name);
  const lines = Object.fromEntries(kept.map((scenario) => [scenario.id, lineOf(scenario)]));
  expect(lines).toMatchSnapshot();
});
