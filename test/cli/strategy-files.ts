import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, run } from './program.js';

/** A small guest that its link cannot keep up with. */
export const guest =
  '--cpus 4 --mem 2 --stress-mem 1024 --link-gbit 1 --downtime 100 --max-time 60 --max-iters 200 --qemu 9.1';

/** Writes files of strategies into a folder. */
export function strategyFilesIn(folder: string): (name: string, text: string) => string {
  return (name, text) => {
    const file = join(folder, `${name}.mjs`);
    writeFileSync(file, text);
    return file;
  };
}

export function withThrottle(body: string): string {
  return `export default { name: 'mine', throttle: { percent(look, run) { ${body} } } };`;
}

export function withSync(body: string, everyMs = '1000'): string {
  return `export default { name: 'mine', sync: { everyMs: ${everyMs}, wanted(look, run) { ${body} } } };`;
}

export function withHoldBack(body: string, more = ''): string {
  return `export default { name: 'mine', holdBack: { pages(look, run) { ${body} }, ${more} } };`;
}

export function withCompletion(body: string): string {
  return `export default { name: 'mine', completion: { decide(look, run) { ${body} } } };`;
}

export async function ran(file: string, more = ''): Promise<Outcome> {
  return run(`run ${guest} --strategy ${file} ${more}`.trim().split(' '));
}
