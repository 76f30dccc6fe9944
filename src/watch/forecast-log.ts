import type { Forecast } from './forecast.js';

/** A forecast, and when it was made. */
export interface LoggedForecast extends Pick<Forecast, 'endMs' | 'downtimeMs' | 'converges'> {
  readonly elapsedMs: number;
}

/** More than this, and every other one goes: moments are then known to a two-thousandth of the time. */
const mostForecasts = 4096;

/** The forecasts so far, for looking at them afterwards; of a long migration not each of them. */
export class ForecastLog {
  private kept: LoggedForecast[] = [];
  /** Each how-manyth is kept. */
  private stride = 1;
  private seen = 0;

  get forecasts(): readonly LoggedForecast[] {
    return this.kept;
  }

  add(elapsedMs: number, { converges, downtimeMs, endMs }: Forecast): void {
    if (this.seen++ % this.stride !== 0) return;
    this.kept.push({ elapsedMs, endMs, downtimeMs, converges });
    if (this.kept.length < mostForecasts) return;
    this.kept = this.kept.filter((_, index) => index % 2 === 0);
    this.stride *= 2;
  }
}
