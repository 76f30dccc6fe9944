import type { CommandEntry, Example } from '../command.js';
import { exitCodeRows } from './exit-code-rows.js';
import { type HelpPage, rows, words } from './help-page.js';
import type { HelpTopic } from './topics.js';

const usage = 'guestperf-sim [command] [options]';
const what = "QEMU's guestperf live-migration benchmark, as a page-exact simulation.";

const examples: readonly Example[] = [
  {
    purpose: '16 vCPUs, 100 GiB, of which 3000 MiB are written all the time',
    commandLine:
      'guestperf-sim --cpus 16 --mem 100 --stress-mem 3000 --auto-converge --max-iters 200 --max-time 1200',
  },
  {
    purpose: 'three loads, three repeats each, as CSV',
    commandLine:
      'guestperf-sim run --mem 100 --stress-mem 150,3000,5000 --auto-converge --repeat 3 --format csv',
  },
  {
    purpose: 'how far the simulation is from what was published',
    commandLine: 'guestperf-sim validate',
  },
];

/** What the program is and what it does, on a page. */
export function shortProgramHelp(commands: readonly CommandEntry[]): HelpPage {
  return {
    usage,
    parts: [
      words(what),
      rows('Commands:', commandRows(commands)),
      { kind: 'examples', examples: examples.slice(0, 1) },
      words(
        'guestperf-sim COMMAND -h shows the most common options, COMMAND --help everything; guestperf-sim --help has topics and exit codes.',
      ),
    ],
  };
}

/** The help of the program as a whole. */
export function programHelp(
  commands: readonly CommandEntry[],
  topics: readonly HelpTopic[],
): HelpPage {
  return {
    usage,
    parts: [
      words(what),
      rows('Commands:', [
        ...commandRows(commands),
        { term: 'help', text: 'show the help of a command, or of a topic' },
        { term: 'version', text: 'show the version of the program and of its model' },
      ]),
      rows(
        'Topics, with guestperf-sim help TOPIC:',
        topics.map(({ name, summary }) => ({ term: name, text: summary })),
      ),
      rows('Help of a command:', [
        { term: 'COMMAND -h', text: 'the most common options' },
        { term: 'COMMAND --help', text: 'all its options, and examples' },
      ]),
      { kind: 'examples', examples },
      rows('Exit status:', exitCodeRows),
    ],
  };
}

function commandRows(commands: readonly CommandEntry[]) {
  return commands.map(({ name, summary }) => ({ term: name, text: summary }));
}
