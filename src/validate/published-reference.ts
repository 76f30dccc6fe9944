import { join } from 'node:path';
import * as z from 'zod/mini';
import { guestSettings } from '../engines/guest-settings.js';
import { numberForm } from '../engines/setting.js';
import { settingNumber } from '../engines/number-schema.js';
import { bounds } from '../profiles/host-bounds.js';
import { bounded, boundedInt } from '../input/bounded-number.js';
import { list } from '../input/schema-list.js';
import { durationBounds, nonNegativeInt as count, wholePercent } from '../input/schema-fields.js';
import { InputError } from '../input/input-error.js';
import { readJsonFile } from '../profiles/json-file.js';
import { knownName } from '../input/known-name.js';
import { packageRoot } from '../profiles/package-root.js';
import { isPath } from '../profiles/profile-file.js';
import { shippedTables } from './published-table.js';
import { publishedSuites } from '../settings/suite-file.js';

const mib = boundedInt({ ...bounds.memory, min: 1 });
const wholeDuration = boundedInt(durationBounds);

/** One published run: a row of a cover letter's table. */
const publishedRunSchema = z.strictObject({
  total_time_ms: wholeDuration,
  downtime_ms: wholeDuration,
  iterations: count,
  max_throttle_percent: wholePercent,
});

const publishedCellSchema = z.strictObject({
  stress_mem_mb: mib,
  mode: z.string(),
  runs: list(publishedRunSchema).check(z.minLength(1)),
});

/** Published tables of one test bed, as they lie in `results/published/`. */
export const publishedReferenceSchema = z.strictObject({
  name: z.string(),
  source: z.string(),
  testbed: z.strictObject({
    cpus: settingNumber(numberForm(guestSettings.cpus)),
    mem_gb: settingNumber(numberForm(guestSettings.mem)),
    mean_bandwidth_gbit_s: bounded(bounds.link),
    transport: z.string(),
  }),
  command: z.string(),
  repeats: count,
  loads_mb: list(mib),
  modes: list(z.string()),
  cells: list(publishedCellSchema).check(z.minLength(1)),
});

export type PublishedReference = z.infer<typeof publishedReferenceSchema>;
export type PublishedCell = z.infer<typeof publishedCellSchema>;
export type PublishedRun = z.infer<typeof publishedRunSchema>;

/**
 * Loads published tables by the name of shipped ones or from a file.
 *
 * @throws InputError naming the file and the JSON path of what is wrong
 */
export function loadPublishedReference(reference: string): PublishedReference {
  const names = publishedSuites().map((suite) => suite.reference);
  const option = '--reference';
  const allowed = `${names.join(', ')}, or the path of a file of published tables`;
  if (isPath(reference))
    return readJsonFile(reference, publishedReferenceSchema, { option, allowed });
  if (shippedTables().includes(reference)) {
    throw new InputError({ subject: option, value: reference, problem: 'needs --ledger' });
  }
  const problem = 'is not the name of published tables';
  const name = knownName(reference, names, { subject: option, problem, allowed });
  const file = join(packageRoot(), 'results', 'published', `${name}.json`);
  return readJsonFile(file, publishedReferenceSchema, { option, allowed });
}
