import type { LooseSettings, SettingTable } from '../engines/setting.js';
import { InputError } from '../input/input-error.js';
import type { Gene } from '../search/gene.js';
import { readGenes, widestGene } from '../search/range-option.js';
import { strategyRows } from '../settings/strategy.js';
import { loadStrategy } from '../strategies/load-strategy.js';
import { type TuneOptions, tunedRanges } from './options.js';

/** What is tuned: a mode, or a strategy. */
export interface TunedRules {
  readonly name: string;
  /** The hash of the strategy's file; null of a mode. */
  readonly hash: string | null;
  /** The settings that ask for it. */
  readonly settings: LooseSettings;
  /** What of it is varied. */
  readonly genes: readonly Gene[];
}

/**
 * What a command line tunes.
 *
 * @throws InputError if it names nothing, or both a mode and a strategy, or there is nothing to vary
 */
export function tunedRules({ mode, range, strategy }: TuneOptions): TunedRules {
  if (strategy === null) {
    if (mode === null) throw missing();
    const genes = readGenes(range.length > 0 ? range : tunedRanges);
    return { name: mode, hash: null, settings: { mode }, genes };
  }
  const subject = '--strategy';
  if (mode !== null) {
    throw new InputError({ subject, value: strategy, problem: 'contradicts --mode' });
  }
  const loaded = loadStrategy(strategy, subject);
  const rows = strategyRows(loaded);
  const genes = range.length > 0 ? readGenes(range, rows satisfies SettingTable) : all(rows);
  if (genes.length === 0) {
    const problem = 'declares no settings: --range says what to vary';
    throw new InputError({ subject, value: strategy, problem });
  }
  const { definition, hash } = loaded;
  return { name: definition.name, hash, settings: { strategy }, genes };
}

function all(rows: ReturnType<typeof strategyRows>): readonly Gene[] {
  return Object.entries(rows).map(([key, row]) => widestGene(key, row));
}

function missing(): InputError {
  const problem = 'is missing: tune looks for the best settings of a mode, or of a --strategy';
  return new InputError({ subject: '--mode', problem });
}
