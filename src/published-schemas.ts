import * as z from 'zod/mini';
import { comparisonSuiteSchema } from './settings/comparison-suite.js';
import { hostProfileSchema } from './profiles/host-profile.js';
import { policySchema } from './profiles/policy.js';
import { suiteSchema } from './settings/suite.js';
import { workloadProfileSchema } from './profiles/workload.js';
import { adviceSchema } from './advise/advice.js';
import { comparisonDocumentSchema } from './compare/comparison-record.js';
import { resultsDocumentSchema } from './results/results-document.js';
import { runRecordSchema } from './results/run-record.js';
import { validationDocumentSchema } from './validate/validation-record.js';

/**
 * The JSON Schemas that the package publishes, by file name. The record is a definition of its
 * own in the results schema, for readers of NDJSON.
 */
export function publishedSchemas(): Record<string, object> {
  runRecordSchema.register(z.globalRegistry, { id: 'record', title: 'One run' });
  return {
    'results.schema.json': {
      title: 'Results of guestperf-sim',
      ...z.toJSONSchema(resultsDocumentSchema),
    },
    'host-profile.schema.json': {
      title: 'Host profile of guestperf-sim',
      ...z.toJSONSchema(hostProfileSchema),
    },
    'workload.schema.json': {
      title: 'Workload profile of guestperf-sim',
      ...z.toJSONSchema(workloadProfileSchema, { io: 'input' }),
    },
    'policy.schema.json': {
      title: 'Policy of an operator, of guestperf-sim',
      ...z.toJSONSchema(policySchema, { io: 'input' }),
    },
    'suite.schema.json': {
      title: 'Suite of guestperf-sim',
      ...z.toJSONSchema(suiteSchema, { io: 'input' }),
    },
    'comparison-suite.schema.json': {
      title: 'Suite of comparisons of guestperf-sim',
      ...z.toJSONSchema(comparisonSuiteSchema, { io: 'input' }),
    },
    'comparison.schema.json': {
      title: 'Comparison by guestperf-sim',
      ...z.toJSONSchema(comparisonDocumentSchema),
    },
    'advice.schema.json': {
      title: 'Advice of guestperf-sim',
      ...z.toJSONSchema(adviceSchema),
    },
    'validation.schema.json': {
      title: 'Validation by guestperf-sim',
      ...z.toJSONSchema(validationDocumentSchema),
    },
  };
}
