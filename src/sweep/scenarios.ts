import { createHash } from 'node:crypto';
import { flagOf, recordKey } from '../cli/options/option.js';
import type { Scenario } from '../engines/scenario.js';
import { isStrategySetting } from '../engines/qemu/features/strategy/settings.js';
import { InputError } from '../input/input-error.js';
import { modelVersion } from '../model-version.js';
import type { MeasuredLoad } from '../run/measured-load.js';
import { modelNotes } from '../run/model-notes.js';
import { resolveLayers } from '../settings/resolve.js';
import { isSettingKey } from '../settings/table.js';
import { readPointValue } from './axis-option.js';
import type { SweepOptions } from './options.js';
import type { SweepRequest } from './plan.js';
import type { SweepPlace } from '../results/sweep-place.js';
import type { PointTexts, SweepPlan, SweepRun } from './sweep-plan.js';

type PointSettings = SweepPlace['point'];

/** The scenarios of a sweep: each point as the settings that it stands for. */
export class SweepScenarios {
  /** Neighbouring runs are of the same point. */
  private last: { readonly point: PointTexts; readonly scenario: Scenario } | null = null;

  private readonly said = new Set<string>();
  /** The point whose notes were asked for last. */
  private noted: PointTexts | null = null;

  constructor(
    readonly plan: SweepPlan,
    private readonly constants: SweepRequest['constants'],
    private readonly options: Pick<SweepOptions, 'transport'>,
    /** What the guest writes at all points, where no setting of theirs says it. */
    private readonly load: MeasuredLoad = { settings: {}, name: flagOf },
  ) {}

  /** What a worker simulates for a run. */
  scenario({ point, repeat, seed }: SweepRun): Scenario {
    // A matrix may leave the seed to the others.
    return { ...this.resolved(point), seed: point['seed'] ?? seed, repeat };
  }

  /**
   * What has to be said about a point and was not said about those before it.
   *
   * @throws InputError naming the point if its settings contradict each other
   */
  newNotes(index: number): readonly string[] {
    const point = this.plan.point(index);
    if (this.noted === point) return [];
    this.noted = point;
    try {
      const notes = modelNotes(this.options, this.resolved(point));
      const fresh = notes.filter((note) => !this.said.has(note));
      for (const note of fresh) this.said.add(note);
      return fresh;
    } catch (error) {
      if (!(error instanceof InputError) || this.plan.points === 1) throw error;
      const where = `point ${index + 1} (${pointText(pointSettings(point))})`;
      const { file, ...detail } = error.detail;
      const place = file === undefined ? where : `${where}: ${file}`;
      throw new InputError({ ...detail, file: place }, { cause: error });
    }
  }

  /**
   * The mark of this sweep, 16 hexadecimal digits: it changes with every point and setting, with the model, and
   * with what is in the files that settings name. Call when all points are known to be valid.
   */
  id(): string {
    const hash = createHash('sha256');
    for (const part of this.identity()) hash.update(`${JSON.stringify(part)}\n`);
    return hash.digest('hex').slice(0, 16);
  }

  private *identity(): Generator<unknown> {
    const { axes, seeds, repeats } = this.plan;
    yield [modelVersion, repeats, seeds.canonicalText()];
    const first = Object.assign({}, ...axes.map((axis) => axis.at(0))) as PointTexts;
    yield this.resolved(first);
    for (const axis of axes) {
      yield [axis.keys, axis.canonicalText()];
      for (const index of axis.writtenOut()) yield this.resolved({ ...first, ...axis.at(index) });
    }
  }

  private resolved(point: PointTexts): Scenario {
    if (this.last?.point === point) return this.last.scenario;
    const { name, settings } = this.load;
    const written = [this.constants, point].map((values) => ({ values, name: flagOf }));
    const layers = [{ values: settings, name }, ...written];
    const scenario = resolveLayers(layers, {});
    this.last = { point, scenario };
    return scenario;
  }
}

/** What a point sets, as records say it: numbers and switches as such. */
export function pointSettings(point: PointTexts): PointSettings {
  return Object.fromEntries(
    Object.entries(point).map(([key, text]) => [recordKey(key), recorded(key, text)]),
  );
}

function recorded(key: string, text: string | null): PointSettings[string] {
  if (text === null) return null;
  if (isStrategySetting(key)) return Number(text);
  if (!isSettingKey(key)) return null;
  const value = readPointValue(key, text, flagOf(key));
  return typeof value === 'number' || typeof value === 'boolean' ? value : text;
}

/** A point in words: "stress-mem 3000, mode v2". */
function pointText(settings: PointSettings): string {
  return Object.entries(settings)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key.replaceAll('_', '-')} ${value}`)
    .join(', ');
}
