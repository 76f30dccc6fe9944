import type { CommandEntry } from './command.js';

/** The help of the program as a whole. */
export function overviewText(commands: readonly CommandEntry[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: guestperf-sim [command] [options]

QEMU's guestperf live-migration benchmark, as a page-exact simulation.

Commands:
${list.join('\n')}

  guestperf-sim COMMAND --help  options and examples of a command
  guestperf-sim --version       version of the program and of its model

Examples:
  # 16 vCPUs, 100 GiB, of which 3000 MiB are written all the time
  guestperf-sim --cpus 16 --mem 100 --stress-mem 3000 --auto-converge --max-iters 200 --max-time 1200

  # three loads, three repeats each, as CSV
  guestperf-sim run --mem 100 --stress-mem 150,3000,5000 --auto-converge --repeat 3 --format csv

  # how far the simulation is from what was published
  guestperf-sim validate

Exit status: 0 done, 1 a bug or a lost page, 2 bad usage or input, 3 not converged (with
--require-convergence, and of watch), 4 regression or threshold breached, 130 interrupted.
`;
}
