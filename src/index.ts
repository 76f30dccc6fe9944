export { modelVersion } from './model-version.js';
export type { SyncCause, TraceEvent, TraceListener } from './migration/trace.js';
export * from './report/result.js';
export { type ResultFormat, renderResults, resultFormats } from './report/result-format.js';
export {
  type RecordedOptions,
  type ResultsDocument,
  resultsDocument,
  resultsDocumentSchema,
} from './report/results-document.js';
export { type RunRecord, runRecord, runRecordSchema } from './report/run-record.js';
export { plainStyle, type TextStyle } from './report/text-style.js';
export {
  defaultManagement,
  defaultMigrationParameters,
  guestperfVmMib,
} from './scenario/defaults.js';
export type { DirtyLimitParameters } from './scenario/dirty-ring.js';
export { type EncodingParameters, noEncoding, xbzrleCacheBytes } from './scenario/encoding.js';
export { loadHostProfile, shippedHosts } from './scenario/host-profile-file.js';
export {
  type DirtyLogForm,
  dirtyLogForms,
  type HostParameterName,
  type HostParameters,
  hostParametersSchema,
  hostParameterValues,
  type HostProfile,
  hostProfileSchema,
} from './scenario/host-profile.js';
export { InputError, type InputProblem } from './scenario/input-error.js';
export { loadPolicy, shippedPolicies } from './scenario/policy-file.js';
export { type Policy, policySchema } from './scenario/policy.js';
export type { PostcopyParameters } from './scenario/postcopy.js';
export { type QemuVersion, qemuVersions } from './scenario/qemu-version.js';
export * from './scenario/scenario.js';
export * from './scenario/stop-conditions.js';
export { loadSuite, shippedSuites } from './scenario/suite-file.js';
export {
  type RunNumber,
  type SuiteCell,
  suiteCells,
  suiteScenario,
} from './scenario/suite-scenario.js';
export { type Suite, type SuiteLoad, type SuiteMode, suiteSchema } from './scenario/suite.js';
export { loadWorkloadProfile, shippedWorkloads } from './scenario/workload-file.js';
export { type Workload, type WorkloadProfile, workloadProfileSchema } from './scenario/workload.js';
export { simulate, type SimulateOptions } from './vmm/simulate.js';
