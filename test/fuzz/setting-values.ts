import fc from 'fast-check';
import type { SettingForm } from '../../src/engines/setting.js';
import { shipped } from '../../src/profiles/profile-files.js';
import { type SettingKey, settingOf, settingTable } from '../../src/settings/table.js';
import { hostileText } from './hostile-texts.js';

/** Settings of which a large value is honest work: the guest, and how long it is looked at. */
const small: Partial<Readonly<Record<SettingKey, fc.Arbitrary<number>>>> = {
  cpus: fc.constantFrom(1, 1, 2, 4),
  mem: fc.constantFrom(1, 1, 1, 2, 3),
  vmMem: fc.constantFrom(1024, 1280, 2048, 4096),
  stressMem: fc.constantFrom(1, 5, 20, 100, 300),
  sleep: fc.nat(2),
  maxIters: fc.nat(12),
  maxTime: fc.constantFrom(0, 1, 3, 10),
  dirtyRingSize: fc.constantFrom(0, 1024, 4096, 65_536),
};

/** Values that are accepted by themselves; profiles are named. */
export function valuesOfSetting(key: SettingKey): fc.Arbitrary<string | number | boolean> {
  return small[key] ?? valuesOfForm(settingOf(key).form);
}

function valuesOfForm(form: SettingForm): fc.Arbitrary<string | number | boolean> {
  switch (form.kind) {
    case 'integer': {
      const { min, max } = form;
      return fc.oneof(
        { weight: 5, arbitrary: fc.integer({ min, max: Math.min(max, min + 40) }) },
        { weight: 1, arbitrary: fc.constantFrom(min, max) },
      );
    }
    case 'number': {
      const { min, max } = form;
      return fc.constantFrom(min, min * 2 + 1, max ?? 1e9);
    }
    case 'switch':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...form.choices);
    case 'text':
      return fc.oneof(fc.constantFrom('1', 'seed'), hostileText);
    case 'profile':
      return fc.constantFrom(...shipped[form.of]());
  }
}

/** All settings, the first ones those on which others depend. */
export const settingKeys: readonly SettingKey[] = [
  'vmm',
  'qemu',
  'variant',
  ...(Object.keys(settingTable) as SettingKey[]).filter(
    (key) => !['vmm', 'qemu', 'variant'].includes(key),
  ),
];
