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
export { type Advice, adviceSchema } from './advise/advice.js';
export { advise } from './advise/advise.js';
export type { Goals } from './advise/goals.js';
export type { AdviceQuestion } from './advise/question.js';
export { calibrate, type Calibration, type CalibrationOptions } from './calibrate/calibrate.js';
export { compare, type CompareOptions } from './compare/compare.js';
export { type ComparisonDocument, comparisonDocumentSchema } from './compare/comparison-record.js';
export type { Host, HostNumbers } from './profiles/host.js';
export { hostOf } from './profiles/host.js';
export { type HostProfile, hostProfileSchema } from './profiles/host-profile.js';
export { InputError, type InputProblem } from './input/input-error.js';
export { type Policy, policySchema } from './profiles/policy.js';
export {
  loadHostProfile,
  loadPolicy,
  loadWorkloadProfile,
  shipped,
} from './profiles/profile-files.js';
export { type QemuVersion, qemuVersions } from './profiles/qemu-version.js';
export type { CloudHypervisorScenario, QemuScenario, Scenario } from './engines/scenario.js';
export { type Start, type UnderWay, underWaySchema } from './engines/qemu/under-way/seen.js';
export { underWay } from './engines/qemu/under-way/under-way.js';
export {
  type Resolution,
  resolve,
  type ScenarioLabels,
  type Settings,
  tryResolve,
} from './settings/resolve.js';
export { loadSuite, shippedSuites } from './settings/suite-file.js';
export {
  type RunNumber,
  type Suite,
  type SuiteCell,
  suiteCells,
  suiteScenario,
  suiteSchema,
} from './settings/suite.js';
export { loadPublishedReference } from './validate/published-reference.js';
export { type Workload, type WorkloadProfile, workloadProfileSchema } from './profiles/workload.js';
export * from './strategies/strategy-definition.js';
export { simulate, type SimulateOptions } from './engines/simulate.js';
