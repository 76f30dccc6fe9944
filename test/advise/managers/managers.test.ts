import { describe, expect, test } from 'vitest';
import { candidateOf } from '../../../src/advise/candidate.js';
import { throttle } from '../../../src/advise/kinds/auto-converge.js';
import { managerChoices } from '../../../src/advise/managers.js';
import { kubevirtPolicy, kubevirtSettings } from '../../../src/advise/managers/kubevirt-policy.js';
import { secondsPerGib } from '../../../src/advise/managers/manager-text.js';
import { novaOptions, novaSettings } from '../../../src/advise/managers/nova-options.js';
import { destinationCommands, qmpCommands } from '../../../src/advise/managers/qmp-commands.js';
import { virshLine } from '../../../src/advise/managers/virsh-line.js';
import { survey } from '../../../src/advise/survey.js';
import { policySettingsSchema } from '../../../src/profiles/policy.js';
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

test('virsh is told what it has flags for, and what it has none for is said', () => {
  const { cannot, lines } = virshLine(of({ ...hard, ...channels }).scenario.settings);
  expect(lines[0]).toBe(
    'virsh migrate --live --auto-converge --auto-converge-initial 60 --auto-converge-increment 20 ' +
      '--parallel --parallel-connections 4 DOMAIN qemu+ssh://DESTINATION/system',
  );
  expect(cannot).toEqual(["a highest throttle (QEMU's 99 %, not 80 %)"]);
});

describe('the settings of managers are within what the managers take', () => {
  test.each([{}, hard, { downtime: 20 }])('%j', (changes) => {
    const { settings } = of(changes).scenario;
    const timeout = secondsPerGib(settings, goals, 30);
    const nova = novaSettings(settings, timeout);
    const kubevirt = kubevirtSettings(settings, timeout);
    expect(policySettingsSchema.parse(nova)).toEqual(nova);
    expect(policySettingsSchema.parse(kubevirt)).toEqual(kubevirt);
    expect(kubevirt.completionTimeoutPerGiB).toBe(12);
    const isShort = settings.downtime < 100;
    expect(novaOptions(settings, nova).cannot.join().includes('below 100 ms')).toBe(isShort);
  });

  test('a policy that starts postcopy does so after the first pass', () => {
    const { settings } = of(postcopy).scenario;
    const kubevirt = kubevirtSettings(settings, secondsPerGib(settings, goals, 30));
    expect(kubevirt).toMatchObject({ allowPostCopy: true, completionTimeoutPerGiB: 4 });
    expect(kubevirtPolicy(settings, kubevirt).lines).toContain('  allowPostCopy: true');
    expect(virshLine(settings).lines[0]).toContain('--postcopy --postcopy-after-precopy');
  });
});

test('what a manager cannot say is not in the migration that it makes', () => {
  const best = of({ ...hard, ...channels, dirtyRingSize: 4096, downtime: 120 });
  const choices = managerChoices(best, { plain, survey: survey(plain.scenario) }, goals);
  const [virsh, nova, kubevirt] = choices.map(({ candidate }) => candidate.scenario);
  expect(virsh.settings).toMatchObject({ ...channels, dirtyRingSize: 0, downtime: 120 });
  expect(virsh.settings).toMatchObject({ throttleInitial: 60, maxThrottle: 99 });
  expect(nova.settings).toMatchObject({ ...channels, autoConverge: true, throttleInitial: 20 });
  expect(nova.policy?.policy).toMatchObject({ kind: 'nova', live_migration_downtime: 120 });
  expect(kubevirt.settings).toMatchObject({ multifd: false, autoConverge: true, downtime: 300 });
});
