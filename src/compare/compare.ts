import type { RunRecord } from '../results/run-record.js';
import { groupBy } from '../documents/group-by.js';
import { InputError } from '../input/input-error.js';
import { shortened } from '../input/printable.js';
import type { ComparisonSettings } from './change-finding.js';
import { RunMaker, type Runs } from './comparable-run.js';
import {
  comparisonMetrics,
  decidingMetrics,
  metricNames,
  type MetricName,
  notConverged,
} from './comparison-metric.js';
import {
  type ComparisonDocument,
  comparisonDocument,
  type ScenarioComparison,
  type ThresholdCheck,
} from './comparison-record.js';
import { compareConvergence } from './convergence-comparison.js';
import { type MatchedScenario, type Matching, matchRuns } from './matching.js';
import { compareMetric } from './metric-comparison.js';
import { pairRuns, type Samples, sidesOf } from './pairing.js';
import { parseThresholds, type Threshold } from './threshold.js';
import { checkThreshold } from './threshold-check.js';

/** One side of a comparison. */
export interface ComparedSide {
  /** As the user named it. */
  readonly path: string;
  readonly runs: Runs;
}

export interface CompareOptions extends ComparisonSettings {
  readonly thresholds: readonly Threshold[];
  /** A threshold of which nothing can be told counts as passed. */
  readonly allowUnknown: boolean;
  /** Fields to match by; null for all that do not tell the sides apart. */
  readonly match: readonly string[] | null;
  /** The metrics to compare. */
  readonly metrics: readonly MetricName[];
}

/** What the command line stands for where it says nothing. */
export const defaultCompareOptions: CompareOptions = {
  noise: 0.01,
  alpha: 0.05,
  thresholds: [],
  allowUnknown: false,
  match: null,
  metrics: metricNames,
};

/**
 * Compares records of runs before and after a change, as the command `compare` does with files.
 *
 * @param options what differs from the command's defaults; thresholds as it takes them: `total-time<5%`
 * @throws InputError if the sides have no scenario in common, one holds a run twice, or a threshold or
 *   field is not understood
 */
export function compare(
  base: readonly RunRecord[],
  head: readonly RunRecord[],
  {
    threshold,
    ...options
  }: Partial<Omit<CompareOptions, 'thresholds'>> & { readonly threshold?: string } = {},
): ComparisonDocument {
  return compareSides(sideOf('base', base), sideOf('head', head), {
    ...defaultCompareOptions,
    ...options,
    thresholds: threshold === undefined ? [] : parseThresholds(threshold, 'threshold'),
  });
}

function sideOf(path: string, records: readonly RunRecord[]): ComparedSide {
  const maker = new RunMaker(path);
  return { path, runs: records.map((record) => maker.simulated(record)) };
}

/**
 * Compares two sides scenario by scenario and metric by metric.
 *
 * @throws InputError if they have no scenario in common, or a side holds a run twice
 */
export function compareSides(
  base: ComparedSide,
  head: ComparedSide,
  options: CompareOptions,
): ComparisonDocument {
  const { allowUnknown, alpha, match, noise, thresholds } = options;
  const matching = matchRuns(base.runs, head.runs, match);
  if (matching.scenarios.length === 0) throw noneInCommon(base, head, matching);
  const compared = matching.scenarios.map((scenario) => compareScenario(scenario, options));
  const results = compared.map(({ comparison }) => comparison);
  const checks = [
    ...compared.flatMap((each) => each.checks),
    ...matching.onlyInBase.flatMap((scenario) => missingChecks(scenario, thresholds)),
  ];
  return comparisonDocument({
    noise_percent: noise * 100,
    alpha,
    base: sideRecord(base),
    head: sideRecord(head),
    differs: [...matching.differs],
    only_in_base: [...matching.onlyInBase],
    only_in_head: [...matching.onlyInHead],
    results,
    thresholds: checks,
    allow_unknown: allowUnknown,
    failures: thresholds.length === 0 ? regressions(results) : breaches(checks, allowUnknown),
  });
}

function compareScenario(
  scenario: MatchedScenario,
  options: CompareOptions,
): { readonly comparison: ScenarioComparison; readonly checks: readonly ThresholdCheck[] } {
  const { title, identity, base, head } = scenario;
  const samples = pairRuns(scenario, options.match !== null);
  // Not the title: that depends on what else there is.
  const stream = Object.values(identity).join('/');
  const comparison: ScenarioComparison = {
    scenario: title,
    identity,
    base_runs: base.length,
    head_runs: head.length,
    pairs: samples.kind === 'paired' ? samples.pairs.length : null,
    convergence: compareConvergence(samples, options.alpha),
    metrics: comparisonMetrics
      .filter(({ name }) => options.metrics.includes(name))
      .flatMap(({ name }) => compareMetric(name, samples, stream, options) ?? []),
    notes: [...samples.notes, ...endingNotes(samples)],
  };
  const { head: compared } = sidesOf(samples);
  const checks = options.thresholds.map((each) => checkThreshold(each, comparison, compared));
  return { comparison, checks };
}

/** Said where some seeds converge on one side only, and the metrics are those of the others. */
function endingNotes(samples: Samples): string[] {
  if (samples.kind === 'unpaired') return [];
  const { pairs } = samples;
  const unlike = pairs.filter(([base, head]) => base.isCompleted !== head.isCompleted).length;
  if (unlike === 0 || unlike === pairs.length) return [];
  return [
    `${unlike} of ${pairs.length} seeds converge on one side only: metrics are of the others`,
  ];
}

function sideRecord({ path, runs }: ComparedSide): ComparisonDocument['base'] {
  const versions = runs.flatMap(({ modelVersion }) => modelVersion ?? []);
  return {
    path,
    runs: runs.length,
    model_versions: [...new Set(versions)],
    recorded_runs: runs.length - versions.length,
  };
}

/** A scenario that HEAD does not have any more passes no threshold. */
function missingChecks(scenario: string, thresholds: readonly Threshold[]): ThresholdCheck[] {
  const answer = { status: 'unknown', detail: 'not in HEAD' } as const;
  return thresholds.map(({ text, metric }) => ({ threshold: text, scenario, metric, ...answer }));
}

/** Without thresholds a regression of what decides is a failure. */
function regressions(results: readonly ScenarioComparison[]): string[] {
  return results.flatMap(({ scenario, convergence, metrics }) =>
    [{ metric: notConverged, verdict: convergence.verdict }, ...metrics]
      .filter(({ metric, verdict }) => decidingMetrics.has(metric) && verdict === 'worse')
      .map(({ metric }) => `${scenario}: ${metric} is worse`),
  );
}

function breaches(checks: readonly ThresholdCheck[], allowUnknown: boolean): string[] {
  const failures = checks
    .filter(({ status }) => status === 'breached' || (status === 'unknown' && !allowUnknown))
    .map((check) => `${check.scenario}: ${check.threshold} is ${check.status}: ${check.detail}`);
  if (allowUnknown) return failures;
  // A threshold that holds nowhere because no run has the metric has not been tested.
  const byThreshold = groupBy(checks, ({ threshold }) => threshold);
  const untested = [...byThreshold].filter(([, all]) =>
    all.every(({ status }) => status === 'skipped'),
  );
  return [
    ...failures,
    ...untested.map(([text]) => `${text} is unknown: no scenario has the metric`),
  ];
}

/** Characters of a scenario's title that an error repeats: enough for those that we write. */
const TITLE_LENGTH = 200;

function noneInCommon(base: ComparedSide, head: ComparedSide, matching: Matching): InputError {
  const [inBase, inHead] = [matching.onlyInBase, matching.onlyInHead].map(([title]) =>
    shortened(title, TITLE_LENGTH),
  );
  return new InputError({
    subject: 'compare',
    problem:
      `no scenario is in both ${base.path} and ${head.path}: the one has ${inBase}, the other ` +
      `${inHead} (--match names the fields that must be equal)`,
  });
}
