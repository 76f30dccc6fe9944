import { createContext, Script } from 'node:vm';
import { checkedStrategy, UnusableStrategy } from './checked-strategy.js';
import type { StrategyInstance } from './strategy-instance.js';
import { thrownText } from './thrown-text.js';
import { countedModule, UnusableModule, workFunction } from './work-counting.js';

/** Turns of loops and calls of functions that a file may do when it is loaded. */
const LOAD_WORK = 1_000_000;

/**
 * Runs before the file, in a realm of its own that has the language and nothing else: no timers, no I/O, no clock, and
 * no chance but that of named streams. It counts the work.
 */
const prelude = `'use strict';
(() => {
  const refuse = (what, instead) => () => { throw new Error('a strategy has no ' + what + '; ' + instead); };
  const time = 'look.timeMs is the simulated time';
  globalThis.Date = new Proxy(function () {}, {
    apply: refuse('Date', time), construct: refuse('Date', time), get: refuse('Date', time),
  });
  Math.random = refuse('Math.random', 'run.random(name) has named streams');
  for (const name of ['Intl', 'WeakRef', 'FinalizationRegistry', 'Atomics', 'SharedArrayBuffer', 'WebAssembly', 'console']) {
    delete globalThis[name];
  }
  let left = ${LOAD_WORK};
  return {
    work() { if (--left < 0) throw new Error('more work than it may'); },
    allow(units) { left = units; },
    left: () => left,
  };
})()`;

interface Counter {
  readonly work: () => void;
  readonly allow: (units: number) => void;
  readonly left: () => number;
}

const counter = new Script(prelude, { filename: 'strategy-prelude.js' });

/**
 * What brings the strategy of a file to life, each time in a realm of its own.
 *
 * @param source the text of an ES module
 * @returns a function that throws `UnusableStrategy` if the module does not load, or exports no strategy
 * @throws UnusableModule if it is no module
 */
export function strategyModule(source: string, file: string): () => StrategyInstance {
  const script = compiled(source, file);
  return () => {
    const realm = createContext({}, { codeGeneration: { strings: false, wasm: false } });
    const { allow, left, work } = counter.runInContext(realm) as Counter;
    const exports: { default?: unknown } = {};
    const library = { defineStrategy: (definition: unknown) => definition };
    try {
      (script.runInContext(realm) as LoadedModule)(work, library, exports);
    } catch (error) {
      if (left() < 0) {
        throw new UnusableStrategy(`does more than ${LOAD_WORK} steps of work when it is loaded`);
      }
      throw new UnusableStrategy(`throws when it is loaded: ${thrownText(error)}`);
    }
    return {
      definition: checkedStrategy(exports.default),
      allowWork: allow,
      get workLeft() {
        return left();
      },
    };
  };
}

type LoadedModule = (work: () => void, library: object, exports: object) => void;

function compiled(source: string, filename: string): Script {
  const body = countedModule(source);
  try {
    const text = `'use strict';((${workFunction}, $library, $exports) => {${body}\n})`;
    return new Script(text, { filename });
  } catch (error) {
    throw new UnusableModule(`is not an ES module: ${thrownText(error)}`);
  }
}
