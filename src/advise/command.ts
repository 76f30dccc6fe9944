import type { Command } from '../cli/command.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { settingOption } from '../cli/options/setting-option.js';
import { strategyIn, strategyOptionGroups } from '../cli/options/strategy-options.js';
import { checkOutputFile } from '../cli/output-file.js';
import { ProgressLine } from '../cli/progress-line.js';
import { progressText } from '../cli/progress-text.js';
import { writeOutput } from '../cli/results-output.js';
import { say } from '../cli/message.js';
import type { Terminal } from '../cli/terminal.js';
import { jsonText, renderDocument } from '../documents/answer.js';
import type { RunRecord } from '../results/run-record.js';
import { SimulationPool } from '../workers/simulation-pool.js';
import type { TextStyle } from '../documents/text-style.js';
import { adviceDocument } from './advice-document.js';
import { textReader } from '../cli/text-input.js';
import { questionOf } from './command-question.js';
import { questionNotes } from './question-notes.js';
import { adviseOptionGroups, type AdviseOptions } from './options.js';

export const adviseCommand: Command = {
  name: 'advise',
  summary: 'Will it converge, how long will it take, and with which settings?',
  examples: [
    {
      purpose: 'a guest of 50 GiB over 900 Mbit/s',
      commandLine: 'guestperf-sim advise --mem 50 --cpus 8 --stress-mem 500 --link-mbit 900',
    },
    {
      purpose: 'a guest of which the dirty rate was measured once, as somebody wrote it down',
      commandLine:
        'guestperf-sim advise --mem 32 --cpus 8 --dirty-rate 120MiB/s@1s --link-gbit 2.5',
    },
    {
      purpose: 'a migration that does not end',
      commandLine: 'virsh domjobinfo DOMAIN | guestperf-sim advise --progress -',
    },
    {
      purpose: 'a guest of which the dirty rate was measured, with goals',
      commandLine:
        'guestperf-sim advise --mem 32 --cpus 8 --dirty-rate 1s.json 10s.json 60s.json --max-downtime 200 --max-total 120',
    },
  ],
  essentials: [
    'cpus',
    'mem',
    'stressMem',
    'workload',
    'dirtyRate',
    'progress',
    'host',
    'linkGbit',
    'linkMbit',
    'qemu',
    'maxDowntime',
    'maxTotal',
    'minGuestSpeed',
    'without',
    'requireConvergence',
    'explain',
    'format',
    'output',
  ],
  optionGroups: adviseOptionGroups,
  optionGroupsOf: (args) => strategyOptionGroups(strategyIn(args), settingOption),
  execute: (values, terminal) => advise(values as AdviseOptions, terminal),
};

/** Thrown where the user interrupts, to get out of the search. */
class Interrupted extends Error {}

async function advise(options: AdviseOptions, terminal: Terminal): Promise<ExitCode> {
  const read = await textReader([...options.dirtyRate, options.progress], terminal);
  const question = questionOf(options, read);
  for (const note of questionNotes(options, question)) say(terminal, `note: ${note}`);
  checkOutputFile(options.output);
  const pool = new SimulationPool(options.workers);
  const progress = new ProgressLine(terminal);
  let ended = 0;
  try {
    const search = await import('./advise.js');
    const startedAt = performance.now();
    const advice = await search.adviceOn(question, async (scenarios, later) => {
      const total = ended + scenarios.length + later;
      const records = await pool.run(scenarios, {
        interruption: terminal.interruption,
        onProgress: () => {
          ended++;
          const elapsedMs = performance.now() - startedAt;
          progress.show(progressText(ended, total, { doneHere: ended, elapsedMs, isAbout: true }));
        },
      });
      if (terminal.interruption.aborted) throw new Interrupted();
      return records as RunRecord[];
    });
    progress.clear();
    const { format } = options;
    const render = async (style: TextStyle): Promise<string> =>
      format === 'json'
        ? jsonText(advice)
        : renderDocument(() => adviceDocument(advice), format, style);
    await writeOutput(render, options, terminal);
    const isMet = advice.verdict === 'met';
    return options.requireConvergence && !isMet ? exitCode.notConverged : exitCode.done;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    say(terminal, `interrupted after ${ended} runs: no advice`);
    return exitCode.interrupted;
  } finally {
    progress.clear();
    await pool.close();
  }
}
