import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { InputError } from '../input/input-error.js';
import { knownName } from '../input/known-name.js';
import { readTextFile } from '../profiles/json-file.js';
import { packageRoot } from '../profiles/package-root.js';
import { held } from '../profiles/profile-file.js';
import { UnusableStrategy } from './checked-strategy.js';
import type { StrategyDefinition } from './strategy-definition.js';
import {
  isRegistered,
  registerStrategy,
  strategyInstance,
  type StrategySource,
} from './strategy-instance.js';
import { strategyModule } from './strategy-module.js';
import { strategyTool } from './strategy-tools.js';
import { UnusableModule } from './work-counting.js';

const extension = '.mjs';

/** A strategy that was loaded: what it declares. */
export interface LoadedStrategy extends StrategySource {
  readonly definition: StrategyDefinition;
}

/** Names of the strategies that the package ships, sorted. */
export function shippedStrategies(): string[] {
  return readdirSync(folder())
    .filter((file) => file.endsWith(extension))
    .map((file) => basename(file, extension))
    .sort();
}

/**
 * Loads a strategy by the name of a shipped one or, if `reference` has a path separator or ends as an ES module does, from a
 * file. The file is a program, which is run.
 *
 * @param option what names it, for errors
 * @throws InputError if there is no such file, or it is no strategy
 */
export function loadStrategy(reference: string, option = '--strategy'): LoadedStrategy {
  return held(loadStrategy, reference, () => {
    const loaded = { file: reference, ...readSource(reference, option) };
    reviveStrategy(loaded);
    return { ...loaded, definition: strategyInstance(loaded.hash).definition };
  });
}

/**
 * Makes a strategy known in this thread.
 *
 * @throws InputError naming the file if it is no strategy
 */
export function reviveStrategy({ file, hash, source }: StrategySource): void {
  if (isRegistered(hash)) return;
  try {
    const create = strategyModule(source, file);
    create();
    registerStrategy(hash, create);
  } catch (error) {
    if (!(error instanceof UnusableModule || error instanceof UnusableStrategy)) throw error;
    throw new InputError({ subject: file, problem: error.message }, { cause: error });
  }
}

/** Whether a reference is the path of a file: it has a separator of paths, or ends as an ES module does. */
export function isStrategyFile(reference: string): boolean {
  return /[/\\]|\.m?js$/.test(reference);
}

function readSource(reference: string, option: string): Omit<StrategySource, 'file'> {
  const names = shippedStrategies();
  const allowed = `${names.join(', ')}, or the path of an ES module`;
  const problem = 'is not a shipped strategy';
  const path = isStrategyFile(reference)
    ? reference
    : join(
        folder(),
        knownName(reference, names, { subject: option, problem, allowed }) + extension,
      );
  const source = readTextFile(path, { option, allowed });
  const { createHash } = strategyTool('node:crypto');
  return { source, hash: createHash('sha256').update(source).digest('hex').slice(0, 16) };
}

function folder(): string {
  return join(packageRoot(), 'profiles', 'strategies');
}
