import { convergenceModes } from '../../engines/qemu/features/auto-converge/convergence-mode.js';
import type { AnswerFormat } from '../../documents/answer.js';
import {
  loadHostProfile,
  loadWorkloadProfile,
  ownHosts,
  shipped,
} from '../../profiles/profile-files.js';
import { strategyRows } from '../../settings/strategy.js';
import { loadStrategy, shippedStrategies } from '../../strategies/load-strategy.js';
import { flagOf } from '../options/option.js';
import { exitCodeRows } from './exit-code-rows.js';
import { type HelpPage, type HelpPart, type HelpRow, rows, words } from './help-page.js';

/** Something to read about that is no command. */
export interface HelpTopic {
  readonly name: string;
  readonly summary: string;
  page(): HelpPage;
}

/** What `help TOPIC` knows, in the order of the help. */
export const helpTopics: readonly HelpTopic[] = [
  {
    name: 'hosts',
    summary: 'the host profiles that are shipped, and your own',
    page: () => ({
      usage: null,
      parts: [
        words(
          'A host profile is a pair of hosts and the link between them: --host NAME, or a JSON file.',
        ),
        rows('Shipped:', describedRows(shipped.host(), loadHostProfile)),
        ...ownHostRows(),
        words(
          'Numbers of your own hosts: guestperf-sim calibrate --recorded makes a profile of your runs ' +
            '(docs/own-hosts.md); or copy a file of profiles/hosts/ and edit it (docs/host-profiles.md). Those in ' +
            '~/.config/guestperf-sim/hosts/ are found by their names.',
        ),
      ],
    }),
  },
  {
    name: 'workloads',
    summary: 'what the guest writes while it migrates',
    page: () => ({
      usage: null,
      parts: [
        words(
          "Without an option the guest runs guestperf's stress program over all of --mem; --stress-mem N lets it " +
            'write N MiB only, --dirty-rate what was measured, --workload NAME or a JSON file something else.',
        ),
        rows('Shipped, for --workload:', describedRows(shipped.workload(), loadWorkloadProfile)),
        words('Your own: copy a file of profiles/workloads/ and edit it (docs/host-profiles.md).'),
      ],
    }),
  },
  {
    name: 'strategies',
    summary: 'ways to converge: the modes of QEMU, and rules of your own',
    page: () => ({
      usage: null,
      parts: [
        words('A mode of --mode stands for the options of auto-converge and its refinements.'),
        rows('For --mode:', modeRows()),
        words('A strategy of --strategy is an ES module with rules of your own, which is run.'),
        rows('Shipped, for --strategy:', strategyTopicRows()),
        words('guestperf-sim new-strategy writes one to begin with (docs/strategies.md).'),
      ],
    }),
  },
  {
    name: 'formats',
    summary: 'forms of results, and where their schemas are',
    page: () => ({
      usage: null,
      parts: [
        rows(
          'For --format:',
          Object.entries(formatMeanings).map(([term, text]) => ({ term, text })),
        ),
        words(
          'JSON Schemas of all documents and profiles are in dist/schema/ of the package (docs/results.md). ' +
            'A command names in its help the formats that it has.',
        ),
      ],
    }),
  },
  {
    name: 'exit-codes',
    summary: 'what the exit status says',
    page: () => ({ usage: null, parts: [rows('Exit status:', exitCodeRows)] }),
  },
];

const formatMeanings: Readonly<Record<AnswerFormat | 'guestperf', string>> = {
  table: 'a table for people; of run, the one of the QEMU cover letters',
  json: 'one document with everything, which compare and plot read',
  ndjson: 'a JSON record a line, a run each: for large sets',
  csv: 'a line a run, for spreadsheets',
  markdown: 'the table, for a pull request',
  guestperf: 'the report of guestperf.py, of one run; guestperf-plot reads it',
};

function describedRows(
  names: readonly string[],
  load: (name: string) => { readonly description: string },
): HelpRow[] {
  return names.map((name) => ({ term: name, text: load(name).description }));
}

function ownHostRows(): HelpPart[] {
  const names = ownHosts();
  return names.length === 0
    ? []
    : [
        rows(
          'Yours:',
          names.map((name) => ({ term: name, text: '' })),
        ),
      ];
}

function modeRows(): HelpRow[] {
  return Object.entries(convergenceModes).map(([term, mode]) => {
    const parts = [
      mode.autoConverge ? 'auto-converge' : 'no throttle',
      ...(mode.backgroundSync === 'off' ? [] : [`background sync ${mode.backgroundSync}`]),
      ...(mode.responsiveThrottle ? ['responsive throttle'] : []),
    ];
    return { term, text: parts.join(', ') };
  });
}

function strategyTopicRows(): HelpRow[] {
  return shippedStrategies().map((name) => {
    const settings = Object.entries(strategyRows(loadStrategy(name)));
    const options = settings.map(([key, { help }]) => `${flagOf(key)}: ${help}`);
    return { term: name, text: options.length === 0 ? 'no settings' : options.join('; ') };
  });
}
