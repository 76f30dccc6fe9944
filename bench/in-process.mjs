// Times simulate() on one scenario of a build, in time of the processor, alternating with the piece of arithmetic, and prints both and the
// peak memory as JSON. usage: node in-process.mjs DIST SCENARIO ROUNDS
import { resolve as absolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { arithmetic, median, processorTimed } from './arithmetic.mjs';
import { scenarios } from './scenarios.mjs';

const [dist, name, rounds] = process.argv.slice(2);
const { resolve, simulate } = await import(pathToFileURL(absolute(dist, 'index.js')));
const scenario = resolve(scenarios[name]);
const times = [];
const units = [];
// One round alone is a first one.
const warmUp = rounds > 1 ? Math.min(10, rounds) : 0;
processorTimed(arithmetic);
for (let round = -warmUp; round < Number(rounds); round++) {
  const unit = processorTimed(arithmetic);
  const time = processorTimed(() => simulate(scenario));
  if (round < 0) continue;
  units.push(unit);
  times.push(time);
}
const residentMib = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ ms: median(times), unitMs: median(units), residentMib }));
