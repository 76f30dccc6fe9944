import {
  comparisonMetrics,
  decidingMetrics,
  type MetricName,
  notConverged,
} from './comparison-metric.js';
import {
  type ComparisonDocument,
  comparisonDocument,
  type ScenarioComparison,
  type ThresholdCheck,
} from './comparison-record.js';
import { InputError } from '../input/input-error.js';
import type { ComparableRun } from './comparable-run.js';
import { compareConvergence } from './convergence-comparison.js';
import { type MatchedScenario, type Matching, matchRuns } from './matching.js';
import { compareMetric, type ComparisonSettings } from './metric-comparison.js';
import { pairRuns, type Samples, sidesOf } from './pairing.js';
import type { Threshold } from './threshold.js';
import { checkThreshold } from './threshold-check.js';

/** One side of a comparison. */
export interface ComparedSide {
  /** As the user named it. */
  readonly path: string;
  readonly runs: readonly ComparableRun[];
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
  const matching = matchRuns(base.runs, head.runs, options.match);
  if (matching.scenarios.length === 0) throw noneInCommon(base, head, matching);
  const checks: ThresholdCheck[] = [];
  const results = matching.scenarios.map((scenario) => {
    const { comparison, headRuns } = compareScenario(scenario, options);
    checks.push(...options.thresholds.map((each) => checkThreshold(each, comparison, headRuns)));
    return comparison;
  });
  checks.push(...missingChecks(matching.onlyInBase, options.thresholds));
  return comparisonDocument({
    noise_percent: options.noise * 100,
    alpha: options.alpha,
    base: sideRecord(base),
    head: sideRecord(head),
    differs: [...matching.differs],
    only_in_base: [...matching.onlyInBase],
    only_in_head: [...matching.onlyInHead],
    results,
    thresholds: checks,
    allow_unknown: options.allowUnknown,
    failures: options.thresholds.length === 0 ? regressions(results) : breaches(checks, options),
  });
}

function compareScenario(
  scenario: MatchedScenario,
  options: CompareOptions,
): { readonly comparison: ScenarioComparison; readonly headRuns: readonly ComparableRun[] } {
  const samples = pairRuns(scenario, options.match !== null);
  const { title, identity, base, head } = scenario;
  // Not the title: that depends on what else there is.
  const stream = Object.values(identity).join('/');
  const metrics = comparisonMetrics
    .filter(({ name }) => options.metrics.includes(name))
    .flatMap(({ name }) => compareMetric(name, samples, stream, options) ?? []);
  const comparison: ScenarioComparison = {
    scenario: title,
    identity,
    base_runs: base.length,
    head_runs: head.length,
    pairs: samples.kind === 'paired' ? samples.pairs.length : null,
    convergence: compareConvergence(samples, options.alpha),
    metrics,
    notes: [...samples.notes, ...endingNotes(samples)],
  };
  return { comparison, headRuns: sidesOf(samples).head };
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
  const versions = new Set(runs.flatMap(({ modelVersion }) => modelVersion ?? []));
  return {
    path,
    runs: runs.length,
    model_versions: [...versions],
    recorded_runs: runs.filter(({ modelVersion }) => modelVersion === null).length,
  };
}

/** A scenario that HEAD does not have any more passes no threshold. */
function missingChecks(
  onlyInBase: readonly string[],
  thresholds: readonly Threshold[],
): ThresholdCheck[] {
  return onlyInBase.flatMap((scenario) =>
    thresholds.map(({ text, metric }) => ({
      threshold: text,
      scenario,
      metric,
      status: 'unknown' as const,
      detail: 'not in HEAD',
    })),
  );
}

/** Without thresholds a regression of what decides is a failure. */
function regressions(results: readonly ScenarioComparison[]): string[] {
  return results.flatMap(({ scenario, convergence, metrics }) =>
    [{ metric: notConverged, verdict: convergence.verdict }, ...metrics]
      .filter(({ metric, verdict }) => decidingMetrics.has(metric) && verdict === 'worse')
      .map(({ metric }) => `${scenario}: ${metric} is worse`),
  );
}

function breaches(checks: readonly ThresholdCheck[], { allowUnknown }: CompareOptions): string[] {
  const failures = checks
    .filter(({ status }) => status === 'breached' || (status === 'unknown' && !allowUnknown))
    .map(
      ({ scenario, threshold, status, detail }) =>
        `${scenario}: ${threshold} is ${status}: ${detail}`,
    );
  // A threshold that holds nowhere because no run has the metric has not been tested.
  const untested = [...new Set(checks.map(({ threshold }) => threshold))].filter((threshold) =>
    checks.every((check) => check.threshold !== threshold || check.status === 'skipped'),
  );
  if (allowUnknown) return failures;
  return [...failures, ...untested.map((text) => `${text} is unknown: no scenario has the metric`)];
}

function noneInCommon(base: ComparedSide, head: ComparedSide, matching: Matching): InputError {
  const [inBase] = matching.onlyInBase;
  const [inHead] = matching.onlyInHead;
  return new InputError({
    subject: 'compare',
    problem:
      `no scenario is in both ${base.path} and ${head.path}: the one has ${inBase}, the other ` +
      `${inHead} (--match names the fields that must be equal)`,
  });
}
