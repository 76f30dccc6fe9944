import { runHash, sweepId } from './run-hash.js';
import type { PointTexts, SweepPlan, SweepRun } from './sweep-plan.js';
import { modelVersion } from '../model-version.js';
import type { SweepPlace } from '../results/sweep-place.js';
import { loadHostProfile } from '../profiles/host-profile-file.js';
import { InputError } from '../input/input-error.js';
import type { Scenario } from '../engines/scenario.js';
import { optionTable } from '../cli/command-line.js';
import { flagOf, recordKey } from '../cli/options/option.js';
import { runCommand } from '../run/command.js';
import { modelNotes } from '../run/model-notes.js';
import type { RunOptions } from '../run/options.js';
import { scenariosOf } from '../run/scenarios.js';
import { readSetting } from './axis-option.js';
import { pointOptions, type SweepValues } from './options.js';
import type { SweepRequest } from './plan.js';

type PointSettings = SweepPlace['point'];

/** The scenarios of a sweep: each point as the command line of `run` that it stands for. */
export class SweepScenarios {
  readonly plan: SweepPlan;
  private readonly constants: SweepRequest['constants'];
  private readonly defaults: Readonly<Record<string, unknown>>;

  constructor({ plan, constants }: SweepRequest, values: SweepValues) {
    this.plan = plan;
    this.constants = constants;
    const table = Object.entries(optionTable(runCommand));
    // What a sweep takes as it is (recorded options) has been read, the rest is set point by point.
    this.defaults = Object.fromEntries(
      table.map(([key, { fallback }]) => [
        key,
        key in pointOptions ? fallback : (values[key] ?? fallback),
      ]),
    );
  }

  /** The run at an index from 0, as the scenario that a worker simulates. */
  scenario(run: SweepRun): Scenario {
    const { point, seed, repeat } = run;
    return { ...this.firstRepeat(point, seed).scenario, repeat };
  }

  /**
   * What has to be said about a point.
   *
   * @throws InputError naming the point if its settings contradict each other
   */
  notes(index: number): string[] {
    const point = this.plan.point(index);
    try {
      const { options, scenario } = this.firstRepeat(point, this.plan.seeds.at(0));
      return modelNotes(options, scenario);
    } catch (error) {
      if (!(error instanceof InputError) || this.plan.points === 1) throw error;
      const where = `point ${index + 1} (${pointText(this.settings(point))})`;
      const { file, ...detail } = error.detail;
      const place = file === undefined ? where : `${where}: ${file}`;
      throw new InputError({ ...detail, file: place }, { cause: error });
    }
  }

  /** What a point sets, as records say it: numbers and switches as such. */
  settings(point: PointTexts): PointSettings {
    return Object.fromEntries(
      Object.entries(point).map(([key, text]) => [recordKey(key), settingOf(key, text)]),
    );
  }

  /** A number that depends on what a run is. */
  hash(index: number): number {
    return runHash(this.plan.run(index));
  }

  /**
   * The mark of this sweep: it changes with every point and setting, with the model, and with what is
   * in the files that settings name. Call when all points are known to be valid.
   */
  id(): string {
    return sweepId(this.identity());
  }

  private *identity(): Generator<unknown> {
    const { axes, seeds, repeats } = this.plan;
    yield [modelVersion, repeats, seeds.canonicalText()];
    const first = Object.assign({}, ...axes.map((axis) => axis.at(0))) as PointTexts;
    yield this.identified(first);
    for (const axis of axes) {
      yield [axis.keys, axis.canonicalText()];
      for (const index of axis.writtenOut()) {
        yield this.identified({ ...first, ...axis.at(index) });
      }
    }
  }

  private identified(point: PointTexts): Scenario {
    return this.scenario({ number: 1, point, seed: '', repeat: 1 });
  }

  /** What `run` makes of a point. */
  private firstRepeat(
    point: PointTexts,
    seed: string,
  ): { readonly options: RunOptions; readonly scenario: Scenario } {
    const values: Record<string, unknown> = { ...this.defaults, repeat: 1 };
    const written = new Set<string>();
    for (const [key, text] of Object.entries({ seed, ...this.constants, ...point })) {
      // A matrix may leave the seed to the others.
      const setting = text ?? (key === 'seed' ? seed : null);
      if (setting === null) continue;
      const option = pointOptions[key];
      values[key] = readSetting(option, setting, flagOf(key));
      // A switch that is off is one that was not written.
      if (option.placeholder !== null || values[key] !== option.fallback) written.add(key);
    }
    const options = values as unknown as RunOptions;
    return { options, scenario: scenariosOf(options, loadHostProfile(options.host), written)[0] };
  }
}

/** A point in words: "stress-mem 3000, mode v2". */
export function pointText(settings: PointSettings): string {
  return Object.entries(settings)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key.replaceAll('_', '-')} ${value}`)
    .join(', ');
}

function settingOf(key: string, text: string | null): PointSettings[string] {
  if (text === null) return null;
  const value = readSetting(pointOptions[key], text, flagOf(key));
  const single = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof single === 'number' || typeof single === 'boolean' ? single : text;
}
