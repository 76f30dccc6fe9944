import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { adviseCommand } from '../../src/advise/command.js';
import type { AdviseOptions } from '../../src/advise/options.js';
import { questionOf } from '../../src/advise/command-question.js';
import { parseCommandLine } from '../../src/cli/command-line.js';
import { type Advice, adviceSchema } from '../../src/advise/advice.js';
import { adviceDocument } from '../../src/advise/advice-document.js';
import { renderText } from '../../src/documents/text-document.js';
import { meetsGoals } from '../../src/advise/goals.js';
import { runRecord } from '../../src/results/run-record.js';
import { plainStyle } from '../../src/documents/text-style.js';
import { packageRoot } from '../../src/profiles/package-root.js';
import { simulate } from '../../src/engines/simulate.js';
import { candidateOfQmp } from '../support/advised-scenario.js';
import { deepOnes, quickOnes } from '../support/draws.js';
import { spawnProgram } from '../cli/program.js';
import { type ReadmeCommand, readmeCommands } from '../cli/readme-blocks.js';

const file = join(packageRoot(), 'docs', 'advise.md');
const page = readFileSync(file, 'utf8');
const cases = readmeCommands(page);
const isUpdate = Boolean(process.env.UPDATE_README);
const outputs = new Map<ReadmeCommand, readonly string[]>();
/** Runs of the recommended settings, with randomness that the search has not seen. */
const freshRuns = 10;

afterAll(() => {
  if (!isUpdate) return;
  const lines = page.split('\n');
  for (const shown of cases.toReversed()) {
    const output = outputs.get(shown);
    if (output !== undefined) lines.splice(shown.from, shown.to - shown.from, ...output);
  }
  writeFileSync(file, lines.join('\n'));
});

/** What the page shows of an answer: up to its tables. */
function shownPart(advice: Advice): readonly string[] {
  const lines = renderText(adviceDocument(advice), plainStyle).split('\n');
  return [...lines.slice(0, lines.indexOf('What to expect') - 1), '...'];
}

test('the page has ten cases or more', () => {
  expect(cases.length).toBeGreaterThanOrEqual(10);
});

/** Few modes can help these guests, so little is tried. */
const quickCases = deepOnes(
  quickOnes(cases, ({ command }) => /idle --link-gbit|--dirty-rate|--progress/.test(command)),
  ({ command }) => /idle --link-gbit|--progress/.test(command),
);

test.each(quickCases.map((shown) => [shown.command.replaceAll('\\\n', ''), shown] as const))(
  '%s',
  (command, shown) => {
    const args = command
      .split(/\s+/)
      .slice(2)
      .map((word) => (word.startsWith('docs/') ? join(packageRoot(), word) : word));
    const { stderr, stdout } = spawnProgram(['advise', ...args, '--format', 'json']);
    expect(stderr).toMatch(/^(?:note: .*\n)*$/);
    const advice = adviceSchema.parse(JSON.parse(stdout));
    outputs.set(shown, shownPart(advice));
    if (!isUpdate) expect(shownPart(advice)).toEqual(shown.shown);

    const request = parseCommandLine(adviseCommand, args);
    if (request.kind !== 'execute') throw new Error('the page shows a command, not help');
    const { goals, plain } = questionOf(request.values as AdviseOptions, (path) =>
      readFileSync(path, 'utf8'),
    );
    const { scenario } = candidateOfQmp(plain, advice.qmp);
    const met = Array.from({ length: freshRuns }, (_, index) =>
      runRecord(simulate({ ...scenario, seed: 'fresh', repeat: index + 1 })),
    ).filter((run) => meetsGoals(run, goals)).length;
    if (advice.verdict === 'met') {
      expect(met / freshRuns).toBeGreaterThanOrEqual(0.8);
      return;
    }
    expect(met / freshRuns).toBeLessThanOrEqual(advice.settings.interval.high);
    const { completed, missed } = advice.settings;
    const misses = [missed.downtime_ms, missed.total_s, missed.guest_speed_percent];
    if (completed > 0) expect(misses.some((by) => by !== null && by > 0)).toBe(true);
    const helps = Object.values(advice.would_meet ?? {}).filter((value) => value !== null);
    expect(helps.length).toBeGreaterThan(0);
  },
);
