import { expect, test } from 'vitest';
import type { ToldNumber } from '../../../src/calibrate/recorded/host-reading.js';
import {
  hostOfReadings,
  toldNumbers,
  withKeptNumbers,
} from '../../../src/calibrate/recorded/recorded-host.js';
import { hostProfileSchema } from '../../../src/profiles/host-profile.js';
import { loadHostProfile } from '../../../src/profiles/profile-files.js';

const generic = loadHostProfile('generic-10g');

function told(changes: Partial<ToldNumber> = {}): ToldNumber {
  return {
    kind: 'told',
    number: 'linkGbitPerSecond',
    value: 9,
    standardError: 0.1,
    scatter: 0,
    files: ['a.json', 'b.json'],
    origin: 'bytes sent between answers',
    ...changes,
  };
}

test('the numbers are written as a profile has them, with what a next run may differ by', () => {
  const host = hostOfReadings(generic, [
    told({ value: 9.123456, standardError: 0.3, scatter: 0.4 }),
    told({ number: 'throttleOversleepUs', value: -3, standardError: 4 }),
    told({ number: 'guestPaceSpread', value: 0.01, isFitted: true }),
    told({ number: 'placePageNs', value: 6300, standardError: 100 }),
  ]);
  const source = 'bytes sent between answers; of a.json, b.json';
  expect(host.parameters.linkGbitPerSecond).toEqual({
    value: 9.123,
    provenance: 'measured',
    uncertainty: { standardError: 0.5 },
    source,
  });
  expect(host.parameters.throttleOversleepUs).toEqual({ value: 0, provenance: 'measured', source });
  expect(host.guestPaceSpread?.provenance).toBe('fitted');
  expect(host.postcopy?.placePageNs?.value).toBe(6300);
  expect(hostProfileSchema.safeParse(host).success).toBe(true);
});

test('bounds change nothing, nor does what is told worse than the start is known', () => {
  const { files, origin } = told();
  const bound = { kind: 'at most', number: 'untouchedPageNs', bound: 10, files, origin } as const;
  expect(toldNumbers([bound, told({ value: 5, standardError: 50 })], generic)).toEqual([]);
});

test('what is told is held to the start, once', () => {
  const vague = told({ value: 60, standardError: 10 });
  const [held] = toldNumbers([vague], generic);
  expect(held.value).toBeGreaterThan(40);
  expect(held.value).toBeLessThan(58);
  expect(toldNumbers([{ ...vague, isHeld: true }], generic)).toMatchObject([{ value: 60 }]);
});

test('what is kept says from where, in whatever group', () => {
  const start = {
    ...generic,
    guestTopMib: { value: 3, provenance: 'measured', source: 'traces' },
    postcopy: { wakeUs: { value: 130, provenance: 'measured', source: 'traces' } },
  } as const;
  const host = withKeptNumbers(
    hostOfReadings(start, [told()]),
    start,
    new Set(['linkGbitPerSecond']),
  );
  const kept = 'kept from generic-10g, as the runs do not tell it: traces';
  expect(host.guestTopMib?.source).toBe(kept);
  expect(host.postcopy?.wakeUs?.source).toBe(kept);
  expect(host.parameters.linkLatencyUs.source).toMatch(/^kept from generic-10g/);
  expect(host.parameters.linkGbitPerSecond.source).not.toContain('kept');
  expect(host.dirtyLog).toBe(start.dirtyLog);
});
