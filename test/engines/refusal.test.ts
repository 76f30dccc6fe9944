import { expect, test } from 'vitest';
import type { Scenario } from '../../src/engines/scenario.js';
import { simulate } from '../../src/engines/simulate.js';
import { resolve, resolveLayers } from '../../src/settings/resolve.js';
import { InputError } from '../../src/input/input-error.js';

/** The sentence in which something is refused; null if it is not. */
function refusedSentence(task: () => unknown): string | null {
  try {
    task();
    return null;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

/** Migrations that no QEMU would start, and what is said of them, with `?` before the names of settings. */
const nonsense = [
  [
    { qemu: '7.2', autoConverge: true, backgroundSync: 'merged', zeroPageDetection: 'legacy' },
    '?backgroundSync: merged is not in QEMU 7.2, it came with 9.2; allowed: off, v1, v2',
  ],
  [
    { qemu: '9.1', dirtyLimit: true },
    '?dirtyLimit: needs ?dirtyRingSize: a vCPU is held up when its dirty ring is full',
  ],
  [
    { qemu: '9.1', autoConverge: true, throttleInitial: 50, maxThrottle: 30 },
    '?maxThrottle: 30 is below ?throttleInitial 50; allowed: 50 to 99 (%)',
  ],
] as const;

test.each(nonsense)(
  '%j: the same sentence for flags, keys and changed scenarios',
  (settings, said) => {
    const sentence = (mark: string): string => said.replaceAll('?', mark);
    const flags = { values: settings, name: (key: string) => `--${key}` };
    expect(refusedSentence(() => resolveLayers([flags], {}))).toBe(sentence('--'));
    expect(refusedSentence(() => resolve(settings))).toBe(sentence(''));

    const { qemu, ...changed } = settings;
    const plain = resolve({ qemu: '9.1' });
    const written = { ...plain, version: qemu, settings: { ...plain.settings, ...changed } };
    expect(refusedSentence(() => simulate(written as Scenario))).toBe(sentence(''));
  },
);

test('a scenario by Cloud Hypervisor is looked at as well', () => {
  const plain = resolve({ vmm: 'cloud-hypervisor' });
  const written = { ...plain, settings: { ...plain.settings, connections: 1000 } };
  expect(refusedSentence(() => simulate(written as Scenario))).toBe(
    'connections: 1000 is too many for ch-main; allowed: 128',
  );
});

test('something else is not taken for a scenario', () => {
  expect(refusedSentence(() => simulate({ cpus: 4 } as unknown as Scenario))).toBe(
    'scenario: is not what resolve() makes of settings',
  );
});
