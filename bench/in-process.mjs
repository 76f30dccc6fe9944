// Times simulate() on one scenario of a build, in time of the processor, alternating with the piece of arithmetic, and prints both and the
// peak memory as JSON. usage: node in-process.mjs DIST SCENARIO ROUNDS
import { resolve as absolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { arithmetic, median, processorTimed } from './arithmetic.mjs';
import { scenarios } from './scenarios.mjs';

const [dist, name, count] = process.argv.slice(2);
const { resolve, simulate } = await import(pathToFileURL(absolute(dist, 'index.js')));
const scenario = resolve(scenarios[name]);
const rounds = Number(count);

/** At least both of these come before what counts: V8 compiles the heavy row for some 50 rounds, others for 3 to 15. */
const warm = { rounds: 10, ms: 2000 };

const times = [];
const units = [];
const take = () => {
  units.push(processorTimed(arithmetic));
  times.push(processorTimed(() => simulate(scenario)));
};
processorTimed(arithmetic);
// One round alone is a first one.
if (rounds > 1) {
  let spent = 0;
  while (times.length < warm.rounds || spent < warm.ms) {
    take();
    spent += times.at(-1);
  }
}
times.length = 0;
units.length = 0;
for (let round = 0; round < rounds; round++) take();
const residentMib = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ ms: median(times), unitMs: median(units), residentMib }));
