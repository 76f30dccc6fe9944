/** Everything that the program of a page of heat maps is given. */
export interface HeatMapPageData {
  readonly title: string;
  readonly generator: string;
  /** The size of the sweep, and notes. */
  readonly lines: readonly string[];
  /** Host, version, seeds. */
  readonly conditions: string;
  /** Settings that all runs have in common: those that are not at their defaults, then the others. */
  readonly fixed: readonly FixedSetting[];
  readonly defaults: readonly FixedSetting[];
  /** The part of the command line that all runs have in common. */
  readonly command: string;
  readonly maps: readonly HeatMapData[];
}

export type FixedSetting = readonly [name: string, value: string];

/** Numbers over two settings. */
export interface HeatMapData {
  readonly rowName: string;
  readonly columnName: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** The first is shown. */
  readonly metrics: readonly HeatMetric[];
  /** By row, then by column; null where there is no run. */
  readonly cells: readonly (readonly (HeatCell | null)[])[];
}

export interface HeatMetric {
  readonly name: string;
  /** Empty for a plain number. */
  readonly unit: string;
}

/** The runs of a cell. */
export interface HeatCell {
  readonly runs: number;
  readonly completed: number;
  /** Of each metric over the completed runs; null if none has it. */
  readonly figures: readonly (HeatFigure | null)[];
  /** Some of the runs, in the order of the sweep. */
  readonly shown: readonly HeatRun[];
}

export type HeatFigure = readonly [median: number, least: number, most: number];

export interface HeatRun {
  /** What tells it from the others of its cell: "seed 2". */
  readonly name: string;
  readonly status: string;
  /** The part of its command line that is its own; null where its record does not tell it. */
  readonly options: string | null;
  /** Of each metric; null if it has none. */
  readonly figures: readonly (number | null)[];
}
