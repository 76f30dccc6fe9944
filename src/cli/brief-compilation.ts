import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 optimise functions after twice as much work as by default, and inline a quarter as much into them. Most
 * commands end within seconds, and each of their threads optimises all anew, for which a third of the time of the
 * processors went: so `batch` takes a fifth less time, and a sweep of a thousand runs no more.
 */
export function compileBriefly(): void {
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=230');
  setFlagsFromString('--interrupt-budget=135168');
}
