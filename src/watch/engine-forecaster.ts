import { InputError } from '../input/input-error.js';
import { MIB } from '../memory/units.js';
import type { MigrationReading, MigrationSetup } from '../observed/migration-reading.js';
import { closingForecast } from './closing-forecast.js';
import { changeForecasts } from './change-forecasts.js';
import type { ChangeForecast, Forecast } from './forecast.js';
import { forecastOfFutures } from './forecast-of-futures.js';
import type { Forecaster } from './forecaster.js';
import {
  type ForecastHost,
  drawTruth,
  futureOf,
  futureScenario,
  type PossibleTruth,
  type WeighedFuture,
} from './future.js';
import type { RamSeen } from './observed-syncs.js';
import { SeenMigration } from './seen-migration.js';
import { StratifiedDraws } from './stratified-draws.js';
import { hopelessness, limitOf, unknownOf } from './verdict.js';

/** Futures of a forecast, and of a change. */
const FUTURES = 32;
const FUTURES_OF_CHANGE = 12;
/** A forecast costs about 60 us for each sync that it simulates: with so many it has enough, if it has a few futures. */
const MOST_SYNCS = 1600;
const LEAST_FUTURES = 8;
/** What a guest's bitmaps cost a future, as so many syncs. */
const SYNCS_PER_GIB = 1.5;
/** Without anything new to see, a forecast holds until so much more time has passed. */
const FRESH_SHARE = 0.02;
const FRESH_MS = 200;
/** After so many syncs one more says little, and is waited with until so much more time has passed. */
const MANY_SYNCS = 30;
const LEAST_FRESH_SHARE = 0.01;
/** Futures of so many forecasts are looked at together while no sync comes between them. */
const BATCHES = 3;

/** What a forecast was made from: as long as it is the same, so is the forecast. */
interface Basis {
  readonly key: string;
  /** As long as nothing is new. */
  readonly untilMs: number;
  /** Even if another of many syncs has been. */
  readonly leastUntilMs: number;
}

/**
 * Forecasts with the engine: what nobody has seen is drawn at random, within what was seen, and from each draw the
 * simulation goes on where the migration stands.
 */
export class EngineForecaster implements Forecaster {
  private readonly seen = new SeenMigration();
  private basis: Basis | null = null;
  private made: Forecast | null = null;
  private truths: readonly PossibleTruth[] = [];
  private batches: readonly (readonly WeighedFuture[])[] = [];

  /**
   * @param host what the answers do not tell: what pages, syncs and device state cost
   * @param seed of all that is drawn
   */
  constructor(
    private readonly host: ForecastHost,
    private readonly seed: string,
  ) {}

  observe(reading: MigrationReading): void {
    this.seen.add(reading);
  }

  setup(known: MigrationSetup): void {
    this.seen.setup = known;
    this.basis = null;
  }

  forecast(): Forecast {
    const latest = this.latest();
    const key = basisKey(this.seen, latest);
    const { elapsedMs } = latest;
    if (this.made === null || this.isStale(key, elapsedMs)) {
      if (this.basis?.key !== key) this.batches = [];
      this.basis = {
        key,
        untilMs: elapsedMs * (1 + FRESH_SHARE) + FRESH_MS,
        leastUntilMs:
          this.seen.syncs.all.length > MANY_SYNCS ? elapsedMs * (1 + LEAST_FRESH_SHARE) : 0,
      };
      this.made = this.newForecast(latest);
    }
    return this.made;
  }

  private isStale(key: string, elapsedMs: number): boolean {
    const { basis } = this;
    if (basis === null || elapsedMs >= basis.untilMs) return true;
    return basis.key !== key && elapsedMs >= basis.leastUntilMs;
  }

  changes(): readonly ChangeForecast[] {
    const latest = this.latest();
    this.forecast();
    if (this.truths.length === 0) return [];
    const expected = (futures: readonly WeighedFuture[]) =>
      forecastOfFutures(futures, latest.elapsedMs, this.evidence());
    // Both from the same truths: what differs is what the change does.
    const now = expected(this.batches[this.batches.length - 1].slice(0, FUTURES_OF_CHANGE));
    return changeForecasts(this.seen, now, (changed) =>
      expected(this.futures(latest, this.truths.slice(0, FUTURES_OF_CHANGE), changed)),
    );
  }

  private evidence() {
    return { syncs: this.seen.syncs.all.length, isStopped: this.seen.stoppedMs !== null };
  }

  private latest(): RamSeen {
    const { latest } = this.seen;
    if (latest === null) throw new RangeError('no reading with RAM');
    return latest;
  }

  private newForecast(latest: RamSeen): Forecast {
    this.truths = [];
    const seed = `${this.seed}/watch/${latest.elapsedMs}`;
    if (latest.status !== 'active' || this.seen.rate.bytesPerSecond === null) {
      return closingForecast(this.seen, latest, this.host, seed);
    }
    this.truths = new StratifiedDraws(FUTURES, seed).all.map((draw) =>
      drawTruth(this.seen, latest, this.host, draw),
    );
    const futures = this.futures(latest, this.truths, {});
    this.batches = [...this.batches, futures].slice(-BATCHES);
    const expected = forecastOfFutures(this.batches.flat(), latest.elapsedMs, this.evidence());
    return {
      ...expected,
      limitedBy: limitOf(this.seen, latest),
      unknown: unknownOf(this.seen),
      hopeless: hopelessness(this.seen, this.truths, expected.converges),
    };
  }

  /** Of as many truths as a forecast may cost, the first ones. */
  private futures(
    latest: RamSeen,
    truths: readonly PossibleTruth[],
    changed: Parameters<typeof futureScenario>[4],
  ): readonly WeighedFuture[] {
    const futures: WeighedFuture[] = [];
    const ofMemory = (SYNCS_PER_GIB * latest.ram.totalBytes) / (1024 * MIB);
    let syncs = 0;
    for (const truth of truths) {
      if (futures.length >= LEAST_FUTURES && syncs > MOST_SYNCS) break;
      const future = this.future(latest, truth, changed);
      syncs += ofMemory + future.syncs - (latest.ram.dirtySyncCount ?? 0);
      futures.push(future);
    }
    return futures;
  }

  private future(
    latest: RamSeen,
    truth: PossibleTruth,
    changed: Parameters<typeof futureScenario>[4],
  ): WeighedFuture {
    const { modelMiss } = truth;
    try {
      const scenario = futureScenario(this.seen, latest, truth, this.host.profile, changed);
      return { ...futureOf(scenario), modelMiss };
    } catch (error) {
      // What a simulation cannot go on from, or what would take it too long, has no end that is known.
      if (!(error instanceof InputError)) throw error;
      return { endMs: null, downtimeMs: null, syncs: latest.ram.dirtySyncCount ?? 0, modelMiss };
    }
  }
}

function basisKey(seen: SeenMigration, { ram, status, throttlePercent }: RamSeen): string {
  return [
    status,
    ram.dirtySyncCount,
    seen.syncs.all.length,
    throttlePercent,
    seen.stoppedMs,
    seen.edge.isNear,
    seen.zones.isPastGap,
    seen.zones.isFull,
  ].join();
}
