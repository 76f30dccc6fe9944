import { expect, test } from 'vitest';
import { qemuRefusals } from '../../src/engines/qemu/refusals.js';
import { resolveLayers, type Settings } from '../../src/settings/resolve.js';
import { run } from '../cli/program.js';
import { refused, unmet } from '../support/refused.js';
import { capabilityCases, refusalCases } from './refusal-cases.js';

test.each(refusalCases)('%j', (settings, sentence) => {
  expect(refused(settings)).toBe(sentence);
});

test('there is a case of each refusal', () => {
  const all = refusalCases.map(([settings]) => settings);
  expect(unmet(qemuRefusals, [...all, ...capabilityCases])).toEqual([]);
});

/** The flags of a command line that gives settings. */
function flags(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([key, value]) =>
    value === true ? [flag(key)] : [flag(key), String(value)],
  );
}

function flag(key: string): string {
  return `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

const onCommandLines = refusalCases.filter(([{ policy }]) => typeof policy !== 'object');

test.each(onCommandLines.map(([settings]) => settings))('%j on a command line', async (values) => {
  const { code, err } = await run(flags(values));
  const resolveAsFlags = () => resolveLayers([{ values, name: flag }], {});
  expect(code).toBe(2);
  expect(resolveAsFlags).toThrow(err.replace(/^error: /, '').trimEnd());
});
