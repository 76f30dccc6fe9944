import { describe, expect, test } from 'vitest';
import { cloudHypervisorSettings } from '../../src/engines/cloud-hypervisor/settings.js';
import type { Setting } from '../../src/engines/setting.js';
import { qemuSettings } from '../../src/engines/qemu/settings.js';
import { isAtLeast, qemuVersions } from '../../src/profiles/qemu-version.js';
import { describeRange } from '../../src/engines/refusal.js';
import { type Settings, tryResolve } from '../../src/settings/resolve.js';
import { settingTable } from '../../src/settings/table.js';

/** Every row of the table, as any other. */
const rows = Object.entries<Setting<unknown>>(settingTable);

/** What is wrong with settings; null if nothing is. */
function problemOf(settings: object) {
  const resolution = tryResolve(settings as Settings);
  return resolution.ok ? null : resolution.problem;
}

const numbers = rows.flatMap(([key, { form }]) =>
  form.kind === 'integer' || form.kind === 'number' ? [[key, form] as const] : [],
);

describe.each(numbers)('%s', (key, form) => {
  const { kind, max, min } = form;
  const refused = (given: unknown, problem: string) =>
    expect(problemOf({ [key]: given })).toEqual({
      subject: key,
      value: String(given),
      problem,
      allowed: describeRange(form),
    });

  test('below', () => refused(min - 1, 'is out of range'));
  test.skipIf(max === null)('above', () => refused((max ?? 0) + 1, 'is out of range'));
  test('no number', () =>
    refused('many', kind === 'integer' ? 'is not a whole number' : 'is not a number'));
  test.skipIf(kind === 'number')('between', () => refused(min + 0.5, 'is not a whole number'));
});

const choices = rows.flatMap(([key, { form }]) =>
  form.kind === 'choice' ? [[key, form.choices] as const] : [],
);

test.each(choices)('%s: the nearest name', (key, names) => {
  const name = names.toSorted((a, b) => b.length - a.length)[0];
  const misspelt = `${name.slice(0, 1)}${name}`;
  const problem = problemOf({ [key]: misspelt });
  expect(problem).toMatchObject({
    subject: key,
    value: misspelt,
    problem: 'is not one of the choices',
    nearest: name,
  });
});

test.each(rows.map(([key]) => [key]))('%s: the nearest key', (key) => {
  expect(problemOf({ [`${key}x`]: 1 })).toMatchObject({ problem: 'unknown key', nearest: key });
});

/** A value that a setting accepts, and that is not what it is without. */
function another({ form, standard }: Setting<unknown>): unknown {
  switch (form.kind) {
    case 'integer':
    case 'number':
      return form.min === standard ? form.min + 1 : form.min;
    case 'choice':
      return form.choices.find((name) => name !== standard);
    default:
      return true;
  }
}

const needing = rows.flatMap(([key, row]) =>
  row.needs === undefined ? [] : [[key, row.needs, row] as const],
);

test.each(needing)('%s needs %s', (key, needs, row) => {
  expect(problemOf({ qemu: '9.0', [key]: another(row) })).toMatchObject({
    subject: key,
    problem: `needs ${needs}`,
  });
});

const dated = rows.flatMap(([key, row]) =>
  row.since === undefined && row.until === undefined ? [] : [[key, row] as const],
);

/** What is asked for instead, or beside it, so that there is nothing else to refuse. */
const enabling: Readonly<Record<string, Settings>> = {
  dirtyRingSize: { dirtyRingSize: 4096 },
  maxThrottle: { throttleInitial: 1 },
  compressWaitThread: { compressionMt: true },
  maxPostcopyBandwidth: { postCopy: true },
  postcopyPreempt: { postCopy: true },
};

test.each(dated)('%s is not in versions before it came, or after it went', (key, row) => {
  const { since = qemuVersions[0], until = qemuVersions[qemuVersions.length - 1] } = row;
  const lacking = qemuVersions.filter(
    (version) => !isAtLeast(version, since) || !isAtLeast(until, version),
  );
  expect(lacking.length).toBeGreaterThan(0);
  for (const qemu of lacking) {
    expect(problemOf({ qemu, [key]: another(row), ...enabling[key] })).toMatchObject({
      subject: key,
      problem: expect.stringContaining(`is not in QEMU ${qemu}`),
    });
  }
});

test('what one engine has is not taken by the other', () => {
  const only = (own: object, others: object): string[] =>
    Object.keys(own).filter((key) => !(key in others));
  for (const key of only(cloudHypervisorSettings, qemuSettings)) {
    const given = { [key]: another(settingTable[key as keyof typeof settingTable]) };
    expect(problemOf(given)).toMatchObject({ subject: key, problem: 'needs vmm cloud-hypervisor' });
  }
  for (const key of only(qemuSettings, cloudHypervisorSettings)) {
    const row: Setting<unknown> = settingTable[key as keyof typeof settingTable];
    const given = { vmm: 'cloud-hypervisor', [key]: another(row) };
    expect(problemOf(given)).toMatchObject({
      subject: key,
      problem: expect.stringContaining('is an option of QEMU'),
    });
  }
});
