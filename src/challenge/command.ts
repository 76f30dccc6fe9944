import type { Command } from '../cli/command.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { settingOption } from '../cli/options/setting-option.js';
import { strategyIn, strategyOptionGroups } from '../cli/options/strategy-options.js';
import { checkDistinct, checkOutputFile, writeOutputFile } from '../cli/output-file.js';
import { writeAnswer } from '../cli/results-output.js';
import type { Terminal } from '../cli/terminal.js';
import { jsonText } from '../documents/answer.js';
import { holdProfiles } from '../profiles/profile-file.js';
import { RunLog, searchId } from '../search/run-log.js';
import { SearchInterrupted, SearchRuns } from '../search/search-runs.js';
import { challengeAnswer } from './challenge-answer.js';
import { challengeDocument } from './challenge-record.js';
import { challenge, type ChallengeOutcome, type ChallengeRequest, type Find } from './challenge.js';
import { challengeRequest } from './command-request.js';
import { isStrategyReference } from './contender.js';
import { contestScenario } from './contest.js';
import { findSuite } from './find-suite.js';
import { challengeOptionGroups, type ChallengeOptions } from './options.js';

export const challengeCommand: Command = {
  name: 'challenge',
  summary: 'Search for scenarios in which one strategy does worst compared with another.',
  examples: [
    {
      purpose: 'where does what QEMU 9.2 turned on for everyone make migrations longer',
      commandLine: 'guestperf-sim challenge --strategy merged --against original',
    },
    {
      purpose: 'where does it slow the guest for nothing, on small guests and slow links',
      commandLine:
        'guestperf-sim challenge --strategy merged --against original --metric guest-speed \\\n' +
        '    --range mem=1..4 link-gbit=0.1..2 --suite finds.json',
    },
  ],
  essentials: [
    'strategy',
    'against',
    'metric',
    'least',
    'range',
    'host',
    'candidates',
    'finds',
    'repeat',
    'seed',
    'workers',
    'suite',
    'record',
    'resume',
    'format',
    'output',
  ],
  optionGroups: challengeOptionGroups,
  optionGroupsOf: (args) =>
    strategyOptionGroups(strategyIn(args).filter(isStrategyReference), settingOption),
  execute: (values, terminal) => {
    const release = holdProfiles();
    return run(values as ChallengeOptions, terminal).finally(release);
  },
};

async function run(options: ChallengeOptions, terminal: Terminal): Promise<ExitCode> {
  const request = challengeRequest(options);
  const { output, record, suite } = options;
  checkOutputFile(output);
  checkOutputFile(suite, '--suite');
  checkDistinct([
    ['--output', output],
    ['--suite', suite],
    ['--record', record],
  ]);
  const { against, strategy } = request.contest;
  const scenarios = [strategy, against].map((each) => contestScenario(request.contest, each, {}));
  const log = new RunLog(options, searchId([request, scenarios]));
  try {
    const outcome = await searched(request, options, log, terminal);
    if (outcome === null) return exitCode.interrupted;
    await report(request, outcome, options, terminal);
    return outcome.isComplete ? exitCode.done : exitCode.interrupted;
  } finally {
    log.close();
  }
}

interface Searched extends ChallengeOutcome {
  readonly isComplete: boolean;
}

/** What was found, if only until an interruption; null if that was nothing. */
async function searched(
  request: ChallengeRequest,
  { workers }: ChallengeOptions,
  log: RunLog,
  terminal: Terminal,
): Promise<Searched | null> {
  const runs = new SearchRuns(log, terminal, workers);
  const finds: Find[] = [];
  runs.sayResumed();
  try {
    const outcome = await challenge(request, runs.run, {
      onFind: (find) => finds.push(find),
      onStage: (stage, found) => (runs.stage = `${stage}, ${found} of ${request.finds} finds`),
    });
    return { ...outcome, isComplete: true };
  } catch (error) {
    if (!(error instanceof SearchInterrupted)) throw error;
    runs.sayInterrupted(`, ${finds.length} finds`);
    return finds.length === 0 ? null : { finds, runs: runs.done, worst: null, isComplete: false };
  } finally {
    await runs.close();
  }
}

async function report(
  request: ChallengeRequest,
  outcome: Searched,
  options: ChallengeOptions,
  terminal: Terminal,
): Promise<void> {
  const { findStories } = await import('./find-story.js');
  const document = challengeDocument(request, outcome, (find) =>
    findStories(request.contest, find),
  );
  if (options.suite !== null && outcome.finds.length > 0) {
    writeOutputFile(options.suite, jsonText(findSuite(request, outcome.finds)), '--suite');
  }
  await writeAnswer(challengeAnswer(document), options, terminal);
}
