import type { Unit } from '../input/quantity.js';
import type { Host } from '../profiles/host.js';
import type { Policy } from '../profiles/policy.js';
import type { ProfileName } from '../profiles/profile-files.js';
import type { QemuRelease } from '../profiles/qemu-version.js';

/** What the values of a setting are. */
export type SettingForm =
  | {
      readonly kind: 'integer';
      readonly min: number;
      readonly max: number;
      readonly unit: Unit | null;
    }
  | {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      readonly unit: Unit | null;
    }
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'text' }
  /** The name of something that is shipped, the path of a file, or, in the library, what is in it. */
  | { readonly kind: 'profile'; readonly of: ProfileName };

/** What the values of a setting are that are numbers. */
export type NumberForm = Extract<SettingForm, { readonly kind: 'integer' | 'number' }>;

/** Settings of which only names are known. */
export type LooseSettings = Readonly<Record<string, unknown>>;

/** What a default may depend on. */
export interface DefaultContext {
  /** Version of QEMU, or variant of Cloud Hypervisor. */
  readonly version: string;
  readonly host: Host;
  /** What was given, and the defaults of the rows before this one. */
  readonly settings: LooseSettings;
}

/** What a field of a run record may depend on. */
export interface RecordContext {
  readonly version: string;
  readonly policy: Policy | null;
  readonly settings: LooseSettings;
}

/** The field of `parameters` in a run record that tells a setting. */
export interface RecordField {
  readonly key: string;
  /** For the published schema; none where the key says it all. */
  readonly description: string | null;
  /** Its value where it is not that of the setting. */
  readonly value?: (context: RecordContext) => string | number | boolean | null;
  /** What its values are where they are others than the setting's: names, or a kind of value. */
  readonly values?: readonly string[] | 'integer' | 'boolean' | 'text';
  /** Whether a record has the field; always if absent. */
  readonly isThere?: (context: RecordContext) => boolean;
}

/** What QMP calls a setting. */
export type QmpName =
  | { readonly capability: string }
  | {
      readonly parameter: string;
      /** Its value in QMP's unit, where that is another. */
      readonly value?: (value: unknown, settings: LooseSettings) => number | string | boolean;
      /** Whether it is to be said; where it is not the default if absent. */
      readonly isSaid?: (settings: LooseSettings) => boolean;
    };

/** Facts of a setting that not all have. */
export interface SettingDetails {
  /** The default as people read it, where it is not the value itself. */
  readonly standardText?: string;
  /** What stands for the value in the help. */
  readonly placeholder?: string;
  /** The first release of QEMU that has it, and the last. */
  readonly since?: QemuRelease;
  readonly until?: QemuRelease;
  /** What notes call it, where it was proposed and is in no release. */
  readonly proposal?: string;
  /** The switch without which it means nothing. */
  readonly needs?: string;
  readonly record?: RecordField | readonly RecordField[];
  /** guestperf's own word for it in reports and comparisons. */
  readonly guestperf?: string;
  readonly qmp?: QmpName;
  /** Another spelling of the setting of this key, left out of the help. */
  readonly spellingOf?: string;
}

/**
 * A setting of a migration: one row of the table, from which everything that knows the setting is derived.
 *
 * @typeParam Value what it is in a scenario
 */
export interface Setting<Value> extends SettingDetails {
  readonly form: SettingForm;
  readonly help: string;
  /** The value of what is not given. */
  readonly standard: Value | ((context: DefaultContext) => Value);
}

/** Rows by key, in the order of the help. */
export type SettingTable = Readonly<Record<string, Setting<unknown>>>;

/** The values of all rows of a table. */
export type SettingValues<Table extends SettingTable> = {
  readonly [Key in keyof Table]: Table[Key] extends Setting<infer Value> ? Value : never;
};

interface NumberFacts<Standard> extends SettingDetails {
  readonly min: number;
  readonly max: number;
  readonly unit?: Unit;
  readonly help: string;
  readonly standard: Standard | ((context: DefaultContext) => Standard);
}

/** What the values of a setting are that is a number. */
export function numberForm({ form }: Setting<number> | Setting<number | null>): NumberForm {
  if (form.kind === 'integer' || form.kind === 'number') return form;
  throw new TypeError(`a setting of the form ${form.kind} has no range`);
}

/** A whole number. */
export function integer<Standard extends number | null>(
  facts: NumberFacts<Standard>,
): Setting<number | Standard> {
  const { min, max, unit = null, ...rest } = facts;
  return { ...rest, form: { kind: 'integer', min, max, unit } };
}

/** A number that need not be whole; null where nobody asks for it. */
export function decimal(facts: Omit<NumberFacts<null>, 'standard'>): Setting<number | null> {
  const { min, max, unit = null, ...rest } = facts;
  return { ...rest, standard: null, form: { kind: 'number', min, max, unit } };
}

/** Something that is off unless it is given. */
export function toggle(facts: SettingDetails & { readonly help: string }): Setting<boolean> {
  return { ...facts, standard: false, form: { kind: 'switch' } };
}

/** One of a few names. */
export function choice<Name extends string, Standard extends Name | null>(
  facts: SettingDetails & {
    readonly choices: readonly Name[];
    readonly help: string;
    readonly standard: Standard | ((context: DefaultContext) => Standard);
  },
): Setting<Name | Standard> {
  const { choices, ...rest } = facts;
  return { ...rest, form: { kind: 'choice', choices } };
}

/** How the option of a setting is written: `stressMem` is `--stress-mem`. */
export function flagOf(key: string): string {
  return `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
