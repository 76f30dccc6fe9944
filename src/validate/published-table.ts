import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod/mini';
import { knownName } from '../input/known-name.js';
import { nonNegative, signed } from '../input/schema-fields.js';
import { dictionary, list } from '../input/schema-list.js';
import { readJsonFile } from '../profiles/json-file.js';
import { packageRoot } from '../profiles/package-root.js';
import { isPath } from '../profiles/profile-file.js';
import { type FigureName, figureNames, figureRows } from './figures.js';

const text = z.string().check(z.minLength(1));

/** What was published: one number, or the least and the largest of several runs. */
const publishedFigure = z.union(
  [
    nonNegative,
    z
      .tuple([nonNegative, nonNegative])
      .check(z.refine(([from, to]) => from <= to, 'has the larger number first')),
  ],
  'is neither a number of 0 or more nor two of them',
);

type PublishedFigure = z.infer<typeof publishedFigure>;

const figureShape = Object.fromEntries(
  figureNames.map((name) => [
    name,
    z.optional(publishedFigure).check(z.describe(figureRows[name].what)),
  ]),
) as Readonly<Record<FigureName, z.ZodMiniOptional<typeof publishedFigure>>>;

const rowSchema = z.strictObject({
  /** Names of a load and of a mode of the suite that reproduces the table. */
  load: text,
  mode: text,
  /** False for a migration that did not end by itself. */
  completes: z.optional(z.boolean()),
  /** Why nothing is simulated for the row. */
  notModelled: z.optional(text),
  /** The features that the figures tell of; all that the migration uses if absent. */
  evidenceOf: z.optional(list(text).check(z.minLength(1))),
  /** As that of the table, for this row alone. */
  leavesOpen: z.optional(text),
  figures: z.strictObject(figureShape),
});

/** A file of `results/published/`: figures that somebody measured, by the loads and modes of a suite. */
export const publishedTableSchema = z.strictObject({
  $schema: z.optional(z.string()),
  name: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/)),
  source: text,
  url: z.optional(text),
  date: z.string().check(z.regex(/^\d{4}(-\d\d(-\d\d)?)?$/)),
  /** What was published of hosts, guest and workload, in words of one's own. */
  testbed: dictionary(z.union([z.string(), signed, z.boolean()])),
  /** What was not published, and the figures depend on: then only their ratios are compared. */
  leavesOpen: z.optional(text),
  rows: list(rowSchema).check(z.minLength(1)),
});

export type PublishedTable = z.infer<typeof publishedTableSchema>;
export type PublishedRow = PublishedTable['rows'][number];

/** What was published: from one number to another, or one that is both. */
export interface PublishedSpan {
  readonly from: number;
  readonly to: number;
}

/** A figure of a row; null if it was not published. */
export function publishedSpan(
  row: PublishedRow | undefined,
  name: FigureName,
): PublishedSpan | null {
  const figure: PublishedFigure | undefined = row?.figures[name];
  if (figure === undefined) return null;
  const [from, to] = typeof figure === 'number' ? [figure, figure] : figure;
  return { from, to };
}

// Asked for when it is needed: the schemas are also read where there is no package.
const folder = (): string => join(packageRoot(), 'results', 'published');

/** What lies beside tables in their folder: tables of the cover letters, which have a form of their own. */
const ofCoverLetters = /^auto-converge-refinements-/;

/** Names of the tables that the package ships, sorted. */
export function shippedTables(): string[] {
  return readdirSync(folder())
    .filter((file) => file.endsWith('.json') && !ofCoverLetters.test(file))
    .map((file) => basename(file, '.json'))
    .sort();
}

/**
 * Loads a published table by the name of a shipped one or from a file.
 *
 * @param option what names it, for errors
 * @throws InputError naming the file and the JSON path of what is wrong
 */
export function loadPublishedTable(reference: string, option = '--reference'): PublishedTable {
  const names = shippedTables();
  const allowed = `${names.join(', ')}, or the path of a file of published tables`;
  if (isPath(reference)) return readJsonFile(reference, publishedTableSchema, { option, allowed });
  const problem = 'is not the name of a published table';
  const name = knownName(reference, names, { subject: option, problem, allowed });
  return readJsonFile(join(folder(), `${name}.json`), publishedTableSchema, { option, allowed });
}
