import { constants, createContext, Script } from 'node:vm';
import { checkedStrategy, UnusableStrategy } from './checked-strategy.js';
import type { StrategyInstance } from './strategy-instance.js';
import { thrownText } from './thrown-text.js';
import { countedModule, UnusableModule, workFunction } from './work-counting.js';

/** Turns of loops and calls of functions that a file may do when it is loaded. */
const LOAD_WORK = 1_000_000;

/**
 * Runs before the file, in a realm of its own that has the language and nothing else: no timers, no I/O, no clock, and
 * no chance but that of named streams. It counts the work. What the language has is not to be changed, so that a realm
 * can serve one migration after the other: nothing can be left in it but properties that are added to the few prototypes
 * which stay extensible, as the engine's arrays are slow everywhere once those are frozen; and these are counted.
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
  const { ownKeys } = Reflect;
  const extensible = [Object.prototype, Array.prototype, String.prototype];
  const keys = () => extensible.reduce((sum, each) => sum + ownKeys(each).length, 0);
  const fixed = new Set();
  const fix = (value) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || fixed.has(value)) return;
    fixed.add(value);
    if (!extensible.includes(value)) Object.preventExtensions(value);
    fix(Object.getPrototypeOf(value));
    for (const key of ownKeys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key);
      if (property.configurable || property.writable) {
        const isData = 'value' in property;
        Object.defineProperty(value, key, { configurable: false, ...(isData && { writable: false }) });
      }
      fix(property.value);
      fix(property.get);
      fix(property.set);
    }
  };
  for (const legacy of ['input', '$_', 'lastMatch', '$&', 'lastParen', '$+', 'leftContext', '$\`', 'rightContext', "$'"]) {
    delete RegExp[legacy];
  }
  for (let group = 1; group < 10; group++) delete RegExp['$' + group];
  for (const value of [
    globalThis, function* () {}, async () => {}, async function* () {}, [][Symbol.iterator](), new Map().entries(),
    new Set().values(), ''[Symbol.iterator](), ''.matchAll(/a/g),
  ]) fix(value);
  const keysAtFirst = keys();
  let left = ${LOAD_WORK};
  return {
    work() { if (--left < 0) throw new Error('more work than it may'); },
    allow(units) { left = units; },
    left: () => left,
    isAsAtFirst: () => keys() === keysAtFirst,
  };
})()`;

interface Counter {
  readonly work: () => void;
  readonly allow: (units: number) => void;
  readonly left: () => number;
  readonly isAsAtFirst: () => boolean;
}

/** Where a strategy runs. */
interface Realm {
  readonly counter: Counter;
  readonly load: LoadedModule;
}

const counter = new Script(prelude, { filename: 'strategy-prelude.js' });

/**
 * What brings the strategy of a file to life: each time the whole file runs, in a realm that shows no trace of the last
 * time.
 *
 * @param source the text of an ES module
 * @returns a function that throws `UnusableStrategy` if the module does not load, or exports no strategy
 * @throws UnusableModule if it is no module
 */
export function strategyModule(source: string, file: string): () => StrategyInstance {
  const script = compiled(source, file);
  return () => {
    const { counter: own, load } = realmOf(script);
    const { allow, left, work } = own;
    allow(LOAD_WORK);
    const exports: { default?: unknown } = {};
    const library = { defineStrategy: (definition: unknown) => definition };
    try {
      load(work, library, exports);
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

/** Realms that are kept, with those that were used last at the end. A realm takes about a MiB. */
const realms = new Map<Script, Realm>();
const MOST_REALMS = 4;

/** A realm that shows no trace of what ran in it. */
function realmOf(script: Script): Realm {
  const kept = realms.get(script);
  realms.delete(script);
  const realm = kept?.counter.isAsAtFirst() === true ? kept : newRealm(script);
  realms.set(script, realm);
  if (realms.size > MOST_REALMS) realms.delete([...realms.keys()][0]);
  return realm;
}

function newRealm(script: Script): Realm {
  const context = createContext(constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
  });
  return {
    counter: counter.runInContext(context) as Counter,
    load: script.runInContext(context) as LoadedModule,
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
