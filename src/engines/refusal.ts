import { boundsText } from '../input/bounded-number.js';
import { InputError, type InputProblem } from '../input/input-error.js';
import type { Host } from '../profiles/host.js';
import type { SettingForm, SettingTable } from './setting.js';

/** What a refusal looks at: settings with all defaults, and how they came about. */
export interface RefusalContext<Values, Version extends string> {
  readonly settings: Values;
  readonly version: Version;
  readonly host: Host;
  /** Settings that somebody gave, which differ from the others in that they are meant to matter. */
  readonly given: ReadonlySet<string>;
  /** What the user calls a setting: a flag, a JSON path, or its key in the library. */
  name(key: string): string;
}

/** What is wrong with the subject of a refusal. */
export type Refused = Omit<InputProblem, 'subject' | 'file'>;

/** A combination that is not accepted: one row of the list, the same for all who ask. */
export interface Refusal<Context> {
  /** The setting in which the fault lies. */
  readonly subject: string;
  /** Who refuses it, in which function or document. */
  readonly source: string;
  /** What is wrong; null if nothing is. */
  problem(context: Context): Refused | null;
}

/** The range of a number in words: "1 to 4096 (vCPUs)". */
export function describeRange(range: {
  readonly min: number;
  readonly max: number;
  readonly unit: string | null;
}): string {
  const { max, min, unit } = range;
  return boundsText({ min, max, why: unit });
}

/** The value of a setting as an error quotes it: a switch has none. */
export function quoted(form: SettingForm, value: unknown): { readonly value?: string } {
  return form.kind === 'switch' ? {} : { value: String(value) };
}

/** What the rows of a table say by themselves: that a setting means nothing without another one. */
export function needsOf(
  table: SettingTable,
): readonly Refusal<RefusalContext<Readonly<Record<string, unknown>>, string>>[] {
  return Object.entries(table).flatMap(([subject, { form, needs }]) =>
    needs === undefined
      ? []
      : [
          {
            subject,
            source: 'a number of something that was not asked for is a mistake',
            problem: ({ given, name, settings }) =>
              given.has(subject) && settings[needs] !== true
                ? { ...quoted(form, settings[subject]), problem: `needs ${name(needs)}` }
                : null,
          },
        ],
  );
}

/**
 * @param reworded what is said of a refusal instead
 * @throws InputError of the first refusal that applies
 */
export function refuse<Context extends { name(key: string): string }>(
  refusals: readonly Refusal<Context>[],
  context: Context,
  reworded: (subject: string, problem: Refused) => Refused = (_, problem) => problem,
): void {
  for (const { problem, subject } of refusals) {
    const refused = problem(context);
    if (refused === null) continue;
    throw new InputError({ ...reworded(subject, refused), subject: context.name(subject) });
  }
}
