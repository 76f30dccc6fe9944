import { preloaded } from '../cli/program.js';

/** What a command does with the file system while it writes a file, in this order. */
export const steps = ['openSync', 'writeSync', 'fsyncSync', 'renameSync'] as const;
export type Step = (typeof steps)[number];

/**
 * Options of Node with which a program gets a signal in the middle of a step: behind the first half of
 * what it writes, before everything else.
 *
 * @param count which of its calls of that step, from 1
 */
export function signalAt(step: Step, signal: NodeJS.Signals, count = 1): string[] {
  const interrupted =
    step === 'writeSync'
      ? `const written = call(args[0], args[1].subarray(0, args[1].length >> 1)); end(); return written;`
      : `end(); return call(...args);`;
  return preloaded(`
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    import { isMainThread } from 'node:worker_threads';
    const call = fs.${step};
    const end = () => process.kill(process.pid, '${signal}');
    let left = ${count};
    fs.${step} = (...args) => {
      const isOutput = '${step}' !== 'openSync' || ['wx', 'a'].includes(args[1]);
      if (!isMainThread || !isOutput || --left !== 0) return call(...args);
      ${interrupted}
    };
    syncBuiltinESMExports();
  `);
}
