// What is measured, and what it may take. A row's `sample` measures a build once.
import { program, simulated, startUp } from './processes.mjs';

const headline =
  '--host smartx-v1 --cpus 16 --mem 100 --max-iters 200 --max-time 1200 --auto-converge';
const axes = '--stress-mem 500..5000:500 --downtime 100..1000:100 --seed 1..10';
const small = '--host generic-10g --cpus 1 --mem 1 --stress-mem 10 --downtime 300';

/** What is asked of `advise`: many pages, random writes, a working set that is written unevenly, many vCPUs. */
export const adviseCases = [
  '--mem 50 --cpus 8 --stress-mem 500 --link-mbit 900',
  '--mem 4 --cpus 32 --workload random --runs 8',
  '--mem 64 --cpus 8 --workload hot-cold',
  '--mem 500 --cpus 64 --stress-mem 20000',
];

const runs = (work, scenario, target, rounds, unit = 'ms') => ({
  work,
  unit,
  target,
  rounds: 3,
  sample: (dist) => {
    const { ms, multiple } = simulated(dist, scenario, rounds);
    return { value: unit === 's' ? ms / 1000 : ms, multiple };
  },
});

const simulate = (work, ...rest) => runs(`${work}, simulate()`, ...rest);

const command = (work, commandLine, target, rounds, isSlow = false) => ({
  work: `${work}, whole process`,
  unit: 's',
  target,
  rounds,
  isSlow,
  sample: (dist) => {
    const { ms, multiple } = program(dist, commandLine);
    return { value: ms / 1000, multiple };
  },
});

/** After others, as every row; and as the first run of a process, most of which is compilation. */
const huge = (work, scenario, target) => [
  simulate(work, scenario, target, 3, 's'),
  runs(`${work}, first simulate() of a process`, scenario, null, 1, 's'),
];

const resident = (work, target, isSlow, measure) => ({
  work: `${work}, resident`,
  unit: 'MiB',
  target,
  rounds: 1,
  isSlow,
  sample: (dist) => ({ value: measure(dist).residentMib, multiple: null }),
});

export const rows = [
  simulate('heavy row of the v1 table', 'heavy', 4, 60),
  simulate('the same with XBZRLE', 'xbzrle', 100, 3),
  simulate('the same with multi-thread compression', 'multi-thread-compression', 100, 3),
  simulate('the same over multifd', 'multifd', 100, 5),
  simulate('the same over multifd with zstd', 'multifd-zstd', 100, 5),
  simulate('the same under Cloud Hypervisor', 'cloud-hypervisor', 100, 5),
  simulate('postcopy with a million faults', 'postcopy', 300, 3),
  simulate('random writes', 'random', null, 5),
  simulate('hot and cold writes', 'hot-cold', null, 5),
  command('validate, 9 seeds', 'validate --seeds 9', 0.8, 7),
  command("batch, guestperf's 42 scenarios", 'batch --output OUT/batch', 2, 5),
  command(
    'sweep of 1,000 runs of 100 GiB',
    `sweep ${headline} ${axes} --workers 2 --overwrite --output OUT/sweep.ndjson`,
    3,
    3,
  ),
  resident('sweep of 100,000 small runs', 500, true, (dist) =>
    program(dist, `sweep ${small} --seed 1..100000 --overwrite --output OUT/sweep.ndjson`),
  ),
  command('advise, 50 GiB over 900 Mbit/s', `advise ${adviseCases[0]}`, 5, 1),
  command('advise, 4 GiB, random, 32 vCPUs', `advise ${adviseCases[1]}`, 5, 1),
  command('advise, 64 GiB, hot-cold', `advise ${adviseCases[2]}`, 5, 1),
  command('advise, 500 GiB, 64 vCPUs', `advise ${adviseCases[3]}`, 5, 1, true),
  command(
    'calibrate of a published test bed',
    'calibrate --reference auto-converge-refinements-v1 --output OUT/host.json',
    20,
    1,
    true,
  ),
  ...huge('4 TiB guest', 'huge', 0.3),
  resident('4 TiB guest', 1024, false, (dist) => simulated(dist, 'huge', 1)),
  ...huge('12 TiB guest with a DirtyLogWorker', 'watched', 0.7),
  {
    work: '--version, whole process / bare node',
    unit: 'x',
    target: 1.25,
    rounds: 40,
    sample: (dist) => ({ value: startUp(dist).ratio, multiple: null }),
  },
];
