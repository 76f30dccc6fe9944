import { describe, expect, test } from 'vitest';
import { candidateOf } from '../../../src/advise/candidate.js';
import { throttle } from '../../../src/advise/kinds/auto-converge.js';
import { managerChoices } from '../../../src/advise/managers.js';
import { kubevirt } from '../../../src/advise/managers/kubevirt.js';
import { nova } from '../../../src/advise/managers/nova.js';
import { destinationCommands, qmpCommands } from '../../../src/advise/managers/qmp-commands.js';
import { virsh } from '../../../src/advise/managers/virsh.js';
import { survey } from '../../../src/advise/survey.js';
import { policySchema } from '../../../src/profiles/policy.js';
import type { Settings } from '../../../src/settings/resolve.js';
import { candidateOfQmp } from '../../support/advised-scenario.js';
import { hostProfile } from '../../support/hosts.js';

const goals = { maxDowntimeMs: 300, maxTotalSeconds: 100, minGuestSpeedPercent: 0 };
const base: Settings = { mem: 8, stressMem: 64, qemu: '9.1', host: hostProfile() };
const of = (changes: Settings) => candidateOf({ ...base, ...changes });
const plain = of({});
const hard = throttle(60, 20, 80);
const channels = { multifd: true, multifdChannels: 4 };
const postcopy = { postCopy: true, postCopyIters: 2, postcopyPreempt: true };

test('QMP commands say all that the settings are', () => {
  const limit = { dirtyLimit: true, dirtyRingSize: 4096, vcpuDirtyLimit: 50 };
  const xbzrle = { compressionXbzrle: true, compressionXbzrleCache: 25 };
  for (const changes of [{}, hard, { ...hard, ...channels }, postcopy, limit, xbzrle]) {
    const { scenario } = of(changes);
    expect(candidateOfQmp(plain, qmpCommands(scenario)).scenario).toEqual(scenario);
  }
  expect(destinationCommands(plain.scenario)).toEqual([]);
  const shared = destinationCommands(of(channels).scenario);
  expect(shared.join()).toContain('"multifd-channels":4');
});

test('QMP commands keep to the capabilities of the version, and to what is not the default', () => {
  const [capabilities, parameters] = qmpCommands(of({ qemu: '7.2' }).scenario);
  expect(capabilities).not.toContain('dirty-limit');
  expect(Object.keys(JSON.parse(parameters).arguments)).toEqual([
    'downtime-limit',
    'max-bandwidth',
  ]);
  expect(qmpCommands(of({ throttleTailslow: true }).scenario)[1]).toContain(
    '"cpu-throttle-tailslow":true',
  );
});

test('before 2.8 the limits are commands of their own, and parameters have other names', () => {
  const { scenario } = of({ qemu: '2.6', dirtyLog: 'clear-at-sync', ...hard, maxThrottle: 99 });
  const commands = qmpCommands(scenario).map((line): unknown => JSON.parse(line));
  expect(commands).toMatchObject([
    { execute: 'migrate-set-capabilities' },
    {
      execute: 'migrate-set-parameters',
      arguments: { 'x-cpu-throttle-initial': 60, 'x-cpu-throttle-increment': 20 },
    },
    { execute: 'migrate_set_downtime', arguments: { value: 0.5 } },
    { execute: 'migrate_set_speed', arguments: { value: 0 } },
    { execute: 'migrate' },
  ]);
  expect(JSON.stringify(commands)).not.toMatch(/multifd|preempt|max-cpu-throttle/);
});

test('virsh is told what it has flags for, and what it has none for is said', () => {
  const { cannot, lines } = virsh.instructions(of({ ...hard, ...channels }).scenario.settings, 1);
  expect(lines[0]).toBe(
    'virsh migrate --live --auto-converge --auto-converge-initial 60 --auto-converge-increment 20 ' +
      '--parallel --parallel-connections 4 DOMAIN qemu+ssh://DESTINATION/system',
  );
  expect(cannot).toEqual(['max-cpu-throttle (99 % in QEMU, not 80 %)']);
});

describe('the policies of managers are within what the managers take', () => {
  test.each([{}, hard, { downtime: 20 }])('%j', (changes) => {
    const { settings } = of(changes).scenario;
    for (const manager of [nova, kubevirt]) {
      const { policy } = manager.instructions(settings, 12).instead;
      expect(policySchema.parse(policy)).toEqual(policy);
    }
    const { cannot } = nova.instructions(settings, 12);
    expect(cannot.join().includes('below 100 ms')).toBe(settings.downtime < 100);
  });

  test('a policy that starts postcopy does so after the first pass', () => {
    const { scenario, settings } = of(postcopy);
    const surveyed = { ...survey(plain.scenario).figures, first_pass_seconds: 30 };
    const choices = managerChoices({ scenario, settings }, { plain, survey: surveyed }, goals);
    const [line, , policy] = choices;
    expect(line.lines[0]).toContain('--postcopy --postcopy-after-precopy');
    expect(policy.lines).toContain('  allowPostCopy: true');
    expect(policy.lines).toContain('  completionTimeoutPerGiB: 4');
  });
});

test('what a manager cannot say is not in the migration that it makes', () => {
  const best = of({ ...hard, ...channels, dirtyRingSize: 4096, downtime: 120 });
  const choices = managerChoices(best, { plain, survey: survey(plain.scenario).figures }, goals);
  const [first, second, third] = choices.map(({ candidate }) => candidate.scenario);
  expect(first.settings).toMatchObject({ ...channels, dirtyRingSize: 0, downtime: 120 });
  expect(first.settings).toMatchObject({ throttleInitial: 60, maxThrottle: 99 });
  expect(second.settings).toMatchObject({ ...channels, autoConverge: true, throttleInitial: 20 });
  expect(second.policy?.policy).toMatchObject({ kind: 'nova', live_migration_downtime: 120 });
  expect(third.settings).toMatchObject({ multifd: false, autoConverge: true, downtime: 300 });
});
