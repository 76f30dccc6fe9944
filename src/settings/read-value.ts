import { describeRange } from '../engines/refusal.js';
import type { NumberForm, SettingForm } from '../engines/setting.js';
import { InputError } from '../input/input-error.js';
import { knownName } from '../input/known-name.js';
import { readQuantity, readWholeRate } from '../input/quantity.js';
import { readInlineProfile } from './inline-profile.js';

/**
 * The value that somebody gave to a setting, in its unit: a number or a text such as `8G`, `true` or `on`, a name.
 *
 * @param subject what the user calls the setting, for errors
 * @throws InputError naming it
 */
export function readValue(form: SettingForm, given: unknown, subject: string): unknown {
  switch (form.kind) {
    case 'integer':
    case 'number':
      return readNumber(form, given, subject);
    case 'switch':
      return readSwitch(given, subject);
    case 'choice':
      return readChoice(form.choices, given, subject);
    case 'text':
      if (given === '') throw new InputError({ subject, value: '', problem: 'is empty' });
      if (typeof given === 'string') return given;
      throw new InputError({ subject, value: shown(given), problem: 'is not a text' });
    case 'profile':
      if (typeof given === 'string') return given;
      if (typeof given === 'object' && given !== null) {
        return readInlineProfile(form.of, given, subject);
      }
      throw new InputError({ subject, value: shown(given), problem: 'is not a name' });
  }
}

function readNumber(form: NumberForm, given: unknown, subject: string): number {
  const { kind, max, min, unit } = form;
  const refuse = (problem: string): never => {
    const allowed = describeRange(form);
    throw new InputError({ subject, value: shown(given), problem, allowed, nearest: range(given) });
  };
  const isPlain = typeof given === 'string' && /^[\s\d.+-]*$/.test(given);
  const read = kind === 'integer' && !isPlain ? readWholeRate : readQuantity;
  const number = typeof given === 'string' ? read(given, unit) : given;
  const isWhole = Number.isInteger(number) && !(isPlain && given.includes('.'));
  if (kind === 'integer' && !isWhole) return refuse('is not a whole number');
  if (typeof number !== 'number' || !Number.isFinite(number)) return refuse('is not a number');
  return number < min || number > max ? refuse('is out of range') : number;
}

/** What looks like a range as it is written in sweeps: 100-600 and 100:600 are 100..600. */
function range(given: unknown): string | undefined {
  const match =
    typeof given === 'string' ? /^(\d+)\s*(?:-|:|to)\s*(\d+)$/.exec(given.trim()) : null;
  return match === null ? undefined : `${match[1]}..${match[2]}, a range of sweep`;
}

function readSwitch(given: unknown, subject: string): boolean {
  if (given === true || given === 'on' || given === 'true') return true;
  if (given === false || given === 'off' || given === 'false') return false;
  const problem = 'is not a setting of a switch';
  throw new InputError({ subject, value: shown(given), problem, allowed: 'on, off' });
}

function readChoice(choices: readonly string[], given: unknown, subject: string): string {
  return knownName(shown(given), choices, { subject, problem: 'is not one of the choices' });
}

function shown(given: unknown): string {
  return typeof given === 'string' ? given : (JSON.stringify(given) ?? String(given));
}
