import * as z from 'zod/mini';
import { withSharedDefinitions } from './schema-definitions.js';
import { comparisonSuiteSchema } from './settings/comparison-suite.js';
import { hostProfileSchema } from './profiles/host-profile.js';
import { policySchema } from './profiles/policy.js';
import { settingsObject } from './settings/settings-schema.js';
import { suiteSchemaWith } from './settings/suite.js';
import { workloadProfileSchema } from './profiles/workload.js';
import { adviceSchema } from './advise/advice.js';
import { challengeSchema } from './challenge/challenge-record.js';
import { comparisonDocumentSchema } from './compare/comparison-record.js';
import { historySchema } from './compare/history-record.js';
import { comparisonsSchema } from './compare/sets-record.js';
import { resultsDocumentSchema } from './results/results-document.js';
import { runRecordSchema } from './results/run-record.js';
import { tuneSchema } from './tune/tune-record.js';
import { ledgerDocumentSchema } from './validate/ledger/ledger-record.js';
import { publishedReferenceSchema } from './validate/published-reference.js';
import { publishedTableSchema } from './validate/published-table.js';
import { validationDocumentSchema } from './validate/validation-record.js';
import { watchRecordSchema } from './watch/watch-record.js';

type Schema = z.ZodMiniType;

/** What files people write, by the name of their schema, and how it is titled. */
const inputSchemas: readonly (readonly [name: string, title: string, Schema])[] = [
  ['workload', 'Workload profile of guestperf-sim', workloadProfileSchema],
  ['policy', 'Policy of an operator, of guestperf-sim', policySchema],
  ['suite', 'Suite of guestperf-sim', suiteSchemaWith(settingsObject)],
  ['published-table', 'Published figures, of guestperf-sim', publishedTableSchema],
  [
    'cover-letter-table',
    'Published tables of a cover letter, of guestperf-sim',
    publishedReferenceSchema,
  ],
  ['comparison-suite', 'Suite of comparisons of guestperf-sim', comparisonSuiteSchema],
];

/** What the program writes, and profiles, which it writes as well. */
const outputSchemas: typeof inputSchemas = [
  ['results', 'Results of guestperf-sim', resultsDocumentSchema],
  ['host-profile', 'Host profile of guestperf-sim', hostProfileSchema],
  ['comparison', 'Comparison by guestperf-sim', comparisonDocumentSchema],
  ['comparisons', 'Comparisons with one baseline by guestperf-sim', comparisonsSchema],
  ['history', 'History of results, by guestperf-sim', historySchema],
  ['advice', 'Advice of guestperf-sim', adviceSchema],
  ['challenge', 'Finds of a challenge by guestperf-sim', challengeSchema],
  ['tune', 'Settings that guestperf-sim has tuned', tuneSchema],
  ['ledger', 'Evidence ledger of guestperf-sim', ledgerDocumentSchema],
  ['validation', 'Validation by guestperf-sim', validationDocumentSchema],
  ['watch', 'A line of what guestperf-sim watches', watchRecordSchema],
];

/**
 * The JSON Schemas that the package publishes, by file name. The record is a definition of its
 * own in the results schema, for readers of NDJSON.
 */
export function publishedSchemas(): Record<string, object> {
  runRecordSchema.register(z.globalRegistry, { id: 'record', title: 'One run' });
  const published = (schemas: typeof inputSchemas, io: 'input' | 'output'): [string, object][] =>
    schemas.map(([name, title, schema]) => [
      `${name}.schema.json`,
      withSharedDefinitions({ title, ...z.toJSONSchema(schema, { io }) }),
    ]);
  return Object.fromEntries([
    ...published(inputSchemas, 'input'),
    ...published(outputSchemas, 'output'),
  ]);
}
