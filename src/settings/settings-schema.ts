import * as z from 'zod/mini';
import { settingNumber } from '../engines/number-schema.js';
import type { NumberForm, SettingForm, SettingTable } from '../engines/setting.js';
import { takesUnits } from '../input/quantity.js';
import { profileKinds, type ProfileName } from '../profiles/profile-files.js';
import { workloadSchema } from '../profiles/workload.js';
import { strategyNumber } from '../strategies/strategy-number.js';
import { settingTable } from './table.js';

/** What a file may say of a setting: as `readValue` reads it. */
function valueSchema(form: SettingForm): z.ZodMiniType {
  switch (form.kind) {
    case 'integer':
    case 'number':
      return numberSchema(form);
    case 'switch':
      return z.boolean();
    case 'choice':
      return z.enum(form.choices as [string, ...string[]]);
    case 'text':
      return z.string().check(z.minLength(1));
    case 'profile':
      return profileSchema(form.of);
  }
}

function numberSchema(form: NumberForm): z.ZodMiniType {
  const bare = settingNumber(form);
  return takesUnits(form.unit) ? z.union([bare, z.string()]) : bare;
}

function profileSchema(of: ProfileName): z.ZodMiniType {
  const bare = of === 'workload' ? [workloadSchema] : [];
  return z.union([z.string().check(z.minLength(1)), profileKinds[of].schema, ...bare]);
}

/** Each key of a setting with its description. */
function settingsShape(): Record<string, z.ZodMiniType> {
  const rows = Object.entries(settingTable as SettingTable).filter(
    ([, { spellingOf }]) => spellingOf === undefined,
  );
  return Object.fromEntries(
    rows.map(([key, { form, help }]) => [
      key,
      z.optional(valueSchema(form)).check(z.describe(help)),
    ]),
  );
}

/**
 * An object of partial settings, for the published schemas. It may have those of a strategy as well, of which only the
 * strategy knows the names and the ranges.
 *
 * @param own what it has beside settings
 */
export function settingsObject(own: Readonly<Record<string, z.ZodMiniType>>): z.ZodMiniObject {
  const { $schema: _, ...number } = z.toJSONSchema(strategyNumber);
  const description = 'A setting that the strategy of the mode declares';
  const settings = z.strictObject({ ...own, ...settingsShape() });
  z.globalRegistry.add(settings, {
    patternProperties: { '^strategy[A-Z0-9]': { ...number, description } },
  });
  return settings;
}
