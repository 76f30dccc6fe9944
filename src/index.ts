export { modelVersion } from './model-version.js';
export type { SyncCause, TraceEvent, TraceListener } from './migration/trace.js';
export * from './engines/migration-result.js';
export {
  type AnswerFormat as ResultFormat,
  answerFormats as resultFormats,
} from './documents/answer.js';
export { renderResults } from './results/results-answer.js';
export {
  type RecordedOptions,
  type ResultsDocument,
  resultsDocument,
  resultsDocumentSchema,
} from './results/results-document.js';
export { type RunRecord, runRecord, runRecordSchema } from './results/run-record.js';
export { plainStyle, type TextStyle } from './documents/text-style.js';
export {
  defaultManagement,
  defaultMigrationParameters,
  guestperfVmMib,
} from './settings/defaults.js';
export type { DirtyLimitParameters } from './engines/qemu/features/dirty-limit/dirty-ring.js';
export {
  type EncodingParameters,
  noEncoding,
  xbzrleCacheBytes,
} from './engines/qemu/features/compression/encoding.js';
export { compare, type CompareOptions } from './compare/compare.js';
export { type ComparisonDocument, comparisonDocumentSchema } from './compare/comparison-record.js';
export { loadHostProfile, shippedHosts } from './profiles/host-profile-file.js';
export {
  type DirtyLogForm,
  dirtyLogForms,
  type HostParameterName,
  type HostParameters,
  hostParametersSchema,
  hostParameterValues,
  type HostProfile,
  hostProfileSchema,
} from './profiles/host-profile.js';
export { InputError, type InputProblem } from './input/input-error.js';
export { loadPolicy, shippedPolicies } from './profiles/policy-file.js';
export { type Policy, policySchema } from './profiles/policy.js';
export type { PostcopyParameters } from './engines/qemu/features/postcopy/postcopy.js';
export { type QemuVersion, qemuVersions } from './profiles/qemu-version.js';
export * from './engines/scenario.js';
export * from './migration/stop-condition-names.js';
export { loadSuite, shippedSuites } from './settings/suite-file.js';
export {
  type RunNumber,
  type SuiteCell,
  suiteCells,
  suiteScenario,
} from './settings/suite-scenario.js';
export { type Suite, type SuiteLoad, type SuiteMode, suiteSchema } from './settings/suite.js';
export { loadWorkloadProfile, shippedWorkloads } from './profiles/workload-file.js';
export { type Workload, type WorkloadProfile, workloadProfileSchema } from './profiles/workload.js';
export { simulate, type SimulateOptions } from './engines/simulate.js';
