import { exitCode } from '../../src/cli/exit-code.js';
import type { Observation } from './execute.js';
import { fileFaults } from './file-faults.js';
import type { FuzzCase } from './fuzz-case.js';
import { losesPages } from './loses-pages.js';

/** More than anybody reads of one refusal. */
const longestMessage = 2000;

/** A fault only where the case without its damage is accepted: else that may be what is refused. */
export const namesNoCulprit = 'names no culprit';

/** What is wrong with what the program did; nothing if the list is empty. */
export function faultsOf(fuzzCase: FuzzCase, seen: Observation): readonly string[] {
  return [
    ...codeFaults(fuzzCase, seen),
    ...messageFaults(fuzzCase, seen),
    ...terminalFaults(fuzzCase, seen),
    ...fileFaults(fuzzCase, seen),
  ];
}

function codeFaults(fuzzCase: FuzzCase, { code, err }: Observation): readonly string[] {
  const allowed: number[] = [exitCode.done, exitCode.badInput];
  const text = everythingOf(fuzzCase);
  // To watch is to ask whether it completes.
  if (text.includes('require-convergence') || fuzzCase.args[0] === 'watch')
    allowed.push(exitCode.notConverged);
  if (/max-error|threshold/.test(text)) allowed.push(exitCode.regression);
  if (fuzzCase.isInterrupted) allowed.push(exitCode.interrupted);
  const mayLose = text.includes('verify') && losesPages.some((name) => text.includes(name));
  if (mayLose) allowed.push(exitCode.failure);
  return [
    ...(allowed.includes(code) ? [] : [`exit code ${code}: ${firstLine(err)}`]),
    ...(err.includes('internal error') ? [`internal error: ${firstLine(err)}`] : []),
  ];
}

function messageFaults({ args, culprits }: FuzzCase, seen: Observation): string[] {
  const { code } = seen;
  const err = withoutColors(seen.err);
  // Who asks for a stack gets one.
  if (args.includes('--debug')) return [];
  const lines = err.split('\n').slice(0, -1);
  // A scenario of guestperf's comparisons that is refused does not keep the others from running.
  const messages = lines.filter((line) => /^((internal )?error:|refused )/.test(line));
  const faults = [];
  if (/^ +at .*:\d+:\d+\)?$/m.test(err)) faults.push(`stack: ${firstLine(err)}`);
  if (!err.endsWith('\n') && err !== '') faults.push('the last line on stderr has no end');
  if (code !== exitCode.badInput) {
    return messages.length === 0 ? faults : [...faults, `exit code ${code} with an error message`];
  }
  if (messages.length > 0 && messages.every((line) => line.startsWith('refused '))) return faults;
  return [...faults, ...refusalFaults(lines.slice(lines.indexOf(messages[0])), messages, culprits)];
}

/** @param lines from the message to the end */
function refusalFaults(
  lines: readonly string[],
  messages: readonly string[],
  culprits: readonly string[],
): string[] {
  const text = lines.join('\n');
  if (messages.length !== 1) return [`${messages.length} error messages`];
  if (lines.length > 2) return ['a message of more than two lines'];
  if (text.length > longestMessage) return [`a message of ${text.length} characters`];
  return culprits.some((culprit) => text.includes(culprit)) ? [] : [namesNoCulprit];
}

/**
 * What a terminal shows does not move its cursor, change colours or write from right to left. What goes elsewhere
 * is data as it is, but for messages.
 */
function terminalFaults({ isTerminal }: FuzzCase, { err, out }: Observation): string[] {
  const streams = isTerminal
    ? ([
        ['stderr', err],
        ['stdout', out],
      ] as const)
    : ([['stderr', err]] as const);
  return streams.flatMap(([name, text]) => {
    const shown = withoutColors(text);
    const found = /[^\P{Cc}\n\t]|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.exec(shown);
    return found === null ? [] : [`${name} has U+${codeOf(found[0])}`];
  });
}

/** Without the program's own colours, its progress line and its screen. */
function withoutColors(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/\u001b\[((1|22|3[13]|39)m|\d+A|J)|\r[^\r\n]*\u001b\[K/g, '');
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
}

function everythingOf({ args, files }: FuzzCase): string {
  const contents = Object.values(files).map((file) => (file.kind === 'file' ? file.bytes : ''));
  return [...args, ...contents].join('\n');
}

function firstLine(text: string): string {
  return text.slice(0, 200).split('\n')[0];
}
