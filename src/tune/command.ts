import type { Command } from '../cli/command.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { checkDistinct, checkOutputFile } from '../cli/output-file.js';
import { writeAnswer } from '../cli/results-output.js';
import type { Terminal } from '../cli/terminal.js';
import { holdProfiles } from '../profiles/profile-file.js';
import { RunLog, searchId } from '../search/run-log.js';
import { SearchInterrupted, SearchRuns } from '../search/search-runs.js';
import { tuneOptionGroups, type TuneOptions } from './options.js';
import { tuneAnswer } from './tune-answer.js';
import { tuneDocument } from './tune-record.js';
import { tuneRequest } from './tune-request.js';
import { tune } from './tune.js';

export const tuneCommand: Command = {
  name: 'tune',
  summary:
    'Search for the settings of a strategy that are best over the loads of a suite: total time, downtime, guest speed.',
  examples: [
    {
      purpose: "the throttle's increment and start, over the loads of a cover letter",
      commandLine:
        'guestperf-sim tune --mode original --suite cover-letter-v2 \\\n' +
        '    --range auto-converge-step=5..40 throttle-initial=5..60',
    },
    {
      purpose: 'all settings that a strategy of your own declares',
      commandLine: 'guestperf-sim tune --strategy ./gentle.mjs --suite cover-letter-v2',
    },
    {
      purpose: 'your own loads, with each run kept',
      commandLine:
        'guestperf-sim tune --mode merged --suite my-loads.json --record runs.ndjson --resume',
    },
  ],
  optionGroups: tuneOptionGroups,
  execute: (values, terminal) => {
    const release = holdProfiles();
    return run(values as TuneOptions, terminal).finally(release);
  },
};

async function run(options: TuneOptions, terminal: Terminal): Promise<ExitCode> {
  const request = tuneRequest(options);
  const { output, record } = options;
  checkOutputFile(output);
  checkDistinct([
    ['--output', output],
    ['--record', record],
  ]);
  const { candidates, repeats, scenariosOf, seed, space } = request;
  const id = searchId([space.genes, scenariosOf({}), seed, candidates, repeats]);
  const log = new RunLog(options, id);
  const runs = new SearchRuns(log, terminal, options.workers);
  try {
    runs.sayResumed();
    const outcome = await tune(request, runs.run);
    runs.clear();
    await writeAnswer(tuneAnswer(tuneDocument(request, outcome)), options, terminal);
    return exitCode.done;
  } catch (error) {
    if (!(error instanceof SearchInterrupted)) throw error;
    runs.sayInterrupted();
    return exitCode.interrupted;
  } finally {
    await runs.close();
    log.close();
  }
}
