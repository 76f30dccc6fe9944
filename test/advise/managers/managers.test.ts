import { describe, expect, test } from 'vitest';
import { throttled } from '../../../src/advise/kinds/auto-converge.js';
import { overChannels } from '../../../src/advise/kinds/multifd.js';
import { kubevirtPolicy, kubevirtSettings } from '../../../src/advise/managers/kubevirt-policy.js';
import { novaOptions, novaSettings } from '../../../src/advise/managers/nova-options.js';
import { destinationCommands, qmpCommands } from '../../../src/advise/managers/qmp-commands.js';
import { virshLine } from '../../../src/advise/managers/virsh-line.js';
import { policySettingsSchema } from '../../../src/profiles/policy.js';
import { scenarioOfQmp } from '../../support/advised-scenario.js';
import { scenario } from '../../support/scenarios.js';

const goals = { maxDowntimeMs: 300, maxTotalSeconds: 100, minGuestSpeedPercent: 0 };
const plain = scenario();
const throttledHard = throttled(plain, 60, 20, 80);

test('QMP commands say all that the settings are', () => {
  for (const settings of [plain, throttledHard, overChannels(throttledHard, 4)]) {
    const read = scenarioOfQmp(plain, qmpCommands(settings));
    expect(read.migration).toEqual({ ...settings.migration });
    expect(read.transfer?.multifdChannels).toBe(settings.transfer?.multifdChannels ?? 0);
  }
  expect(destinationCommands(plain)).toEqual([]);
  expect(destinationCommands(overChannels(plain, 4)).join()).toContain('"multifd-channels":4');
});

test('virsh is told what it has flags for, and what it has none for is said', () => {
  const { cannot, lines } = virshLine(overChannels(throttledHard, 4));
  expect(lines[0]).toBe(
    'virsh migrate --live --auto-converge --auto-converge-initial 60 --auto-converge-increment 20 ' +
      '--parallel --parallel-connections 4 DOMAIN qemu+ssh://DESTINATION/system',
  );
  expect(cannot).toEqual(["a highest throttle (QEMU's 99 %, not 80 %)"]);
});

describe('the settings of managers are within what the managers take', () => {
  test.each([
    plain,
    throttledHard,
    { ...plain, migration: { ...plain.migration, downtimeLimitMs: 20 } },
  ])('scenario %#', (settings) => {
    const nova = novaSettings(settings, goals, 30, 8.5);
    const kubevirt = kubevirtSettings(settings, goals, 30, 8.5);
    expect(policySettingsSchema.parse(nova)).toEqual(nova);
    expect(policySettingsSchema.parse(kubevirt)).toEqual(kubevirt);
    expect(kubevirt.completionTimeoutPerGiB).toBe(12);
    const isShort = settings.migration.downtimeLimitMs < 100;
    expect(novaOptions(settings, nova).cannot.join().includes('below 100 ms')).toBe(isShort);
  });

  test('a policy that starts postcopy does so after the first pass', () => {
    const switching = {
      ...plain,
      postcopy: { startAtIterations: 2, maxBandwidthMibPerSecond: 0, preempt: true },
    };
    const kubevirt = kubevirtSettings(switching, goals, 30, 8.5);
    expect(kubevirt).toMatchObject({ allowPostCopy: true, completionTimeoutPerGiB: 4 });
    expect(kubevirtPolicy(switching, kubevirt).lines).toContain('  allowPostCopy: true');
    expect(virshLine(switching).lines[0]).toContain('--postcopy --postcopy-after-precopy');
  });
});
